package dev.landfall.expression.connect;

/** A self-signed certificate for the examples of the certificate functions; its key is lost. */
final class SampleCertificate {
  static final String BASE64 =
      "MIIDZDCCAkygAwIBAgIDGis8MA0GCSqGSIb3DQEBCwUAMC4xCzAJBgNVBAYTAkRFMREwDwYDVQQKDAhM"
          + "YW5kZmFsbDEMMAoGA1UEAwwDQWRhMCAXDTI2MTEyMzIxMjM0MloYDzIxMjYxMDMwMjEyMzQyWjAuMQsw"
          + "CQYDVQQGEwJERTERMA8GA1UECgwITGFuZGZhbGwxDDAKBgNVBAMMA0FkYTCCASIwDQYJKoZIhvcNAQEB"
          + "BQADggEPADCCAQoCggEBAKD3I56KvDCmXG46lZe2K5NZlkOUQr/w7BFJWyQc7OuWH3WUy9wa73oC363p"
          + "9U/nNsTuItA4UQaW/g2YrZFujVdCJZ16bv9XqED6GhVVSal+bNdbfZ6ahBC5FtufpfLBM2gbKoTnxK2p"
          + "q8FC8LwPHfotmnqWWlWwK+SppUm5wuxs9WO05crK6NWPFhstklOwqgDKMWI6FMjNtJsZDXjrn15O11V8"
          + "PwFRjZXeWN23m/gsW3TagW/RKLQ259n79ngobmHABMEgOX8gtb0Db9NYYEGgMCg01NAhV2lIvsKIyLWc"
          + "xJd4CzDvi30PjQQQEa8QHTcKKZqMxwjcxABN+PEzlzsCAwEAAaOBiDCBhTAdBgNVHQ4EFgQUF5VC6v+M"
          + "hG3nKN6N8NjmVAfWN4MwHwYDVR0jBBgwFoAUF5VC6v+MhG3nKN6N8NjmVAfWN4MwNQYDVR0RBC4wLIEU"
          + "YWRhQGxhbmRmYWxsLmV4YW1wbGWCFHd3dy5sYW5kZmFsbC5leGFtcGxlMAwGA1UdEwEB/wQCMAAwDQYJ"
          + "KoZIhvcNAQELBQADggEBAI0AXwS+sErvtEREXV0/yXMgelLm8PmTfSOnIv9vUY9AwpN8n9ZjmNM02Jnt"
          + "BOZj0PCgE9+w40b/0/nHVMFmhgB7Q5gn7xsgURdCYrHMWyPn1LN9xzoZ6Uh1oK3SYo9HH1TaygqqNFYJ"
          + "qhE+FZIhGrEdZUU5F2cgk3hQ6pZAh+R57mWdQ+/Ag0VwbTpEbIS1tuayi+ZtVds1Z+LV7CYDE3vbHjmr"
          + "vo0HYqJdgNxWMRONXiZGKsBQD1YPtZMJB0Bg8X7+6S5VKI4G8CQs6zXP+6bVG2rdgeknLjXzdqV16fMH"
          + "C1Sj0zISjCcrGctBGd2MU09ghgRtimbqPgurFyFOCfo=";

  private SampleCertificate() {}
}
