package dev.landfall.testkit.fault;

/** What goes wrong with an HTTP request. */
public enum HttpFault {
  /** The connection is cut before the server sees the request. */
  RESET_BEFORE(0),
  /** The server carries the request out, and the connection is cut before the answer. */
  RESET_AFTER(0),
  /** Half of the answer comes, then the connection is cut. */
  HALF_BODY(0),
  /** Half of the answer comes, then nothing, and the connection stays open. */
  STALL(0),
  /** A whole answer by HTTP, but its JSON ends in the middle. */
  TRUNCATED_JSON(0),
  /** A whole answer by HTTP, with nothing in it. */
  EMPTY_BODY(0),
  /** An answer without anything that was asked for: {@code {}}. */
  EMPTY_OBJECT(0),
  /** What a proxy or a captive portal answers in the server's place, with status 200. */
  HTML_PAGE(0),
  /** No answer, for as long as the client cares to wait. */
  SILENCE(0),
  UNAUTHORIZED(401),
  FORBIDDEN(403),
  /** A delta token that cannot be used any more. */
  GONE(410),
  THROTTLED(429),
  INTERNAL_ERROR(500),
  BAD_GATEWAY(502),
  UNAVAILABLE(503),
  GATEWAY_TIMEOUT(504);

  private final int status;

  HttpFault(int status) {
    this.status = status;
  }

  /** What is answered in the server's place; 0 where the server itself answers. */
  int status() {
    return status;
  }
}
