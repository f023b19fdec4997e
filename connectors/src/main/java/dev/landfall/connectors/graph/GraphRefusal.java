package dev.landfall.connectors.graph;

import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;

/** An answer of Graph with an error status. */
final class GraphRefusal extends LandfallException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String graphCode;
  private final String graphMessage;

  GraphRefusal(ErrorCode code, int status, String graphCode, String graphMessage, String message) {
    super(code, message);
    this.status = status;
    this.graphCode = graphCode;
    this.graphMessage = graphMessage;
  }

  int status() {
    return status;
  }

  String graphCode() {
    return graphCode;
  }

  String graphMessage() {
    return graphMessage;
  }
}
