package dev.landfall.connectors.graph;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The clouds that Microsoft runs apart from each other; a token of one is worthless in another. */
public enum NationalCloud {
  GLOBAL("global", "https://graph.microsoft.com", "https://login.microsoftonline.com"),
  /** US Government L4, also called GCC High. GCC itself is in the global cloud. */
  US_GOV("usGov", "https://graph.microsoft.us", "https://login.microsoftonline.us"),
  /** US Government L5. */
  US_GOV_DOD("usGovDoD", "https://dod-graph.microsoft.us", "https://login.microsoftonline.us"),
  /** Operated by 21Vianet. */
  CHINA("china", "https://microsoftgraph.chinacloudapi.cn", "https://login.chinacloudapi.cn");

  private final String name;
  private final URI graphEndpoint;
  private final URI authority;

  NationalCloud(String name, String graphEndpoint, String authority) {
    this.name = name;
    this.graphEndpoint = URI.create(graphEndpoint);
    this.authority = URI.create(authority);
  }

  /** The cloud of a name, in any case of letters. */
  public static Optional<NationalCloud> named(String name) {
    return Arrays.stream(values()).filter(cloud -> cloud.name.equalsIgnoreCase(name)).findFirst();
  }

  /** The cloud that signs in at this address; of two with one address, the larger one. */
  public static Optional<NationalCloud> ofAuthority(String address) {
    String bare = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    return Arrays.stream(values())
        .filter(cloud -> cloud.authority.toString().equalsIgnoreCase(bare))
        .findFirst();
  }

  /** All names, the worldwide cloud first. */
  public static List<String> names() {
    return Arrays.stream(values()).map(cloud -> cloud.name).toList();
  }

  public URI graphEndpoint() {
    return graphEndpoint;
  }

  public URI authority() {
    return authority;
  }
}
