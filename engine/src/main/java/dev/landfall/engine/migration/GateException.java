package dev.landfall.engine.migration;

import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;

/** A gate refused: the migration stops before anything irreversible or wrong happens. */
public final class GateException extends LandfallException {
  private static final long serialVersionUID = 1L;

  private final String step;
  private final String gate;

  GateException(String step, String gate, String message) {
    super(ErrorCode.MIGRATION_GATE, "Gate " + gate + " of step " + step + " refused: " + message);
    this.step = step;
    this.gate = gate;
  }

  public String step() {
    return step;
  }

  public String gate() {
    return gate;
  }
}
