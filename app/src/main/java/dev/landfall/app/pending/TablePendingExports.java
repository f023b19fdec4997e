package dev.landfall.app.pending;

import java.io.IOException;
import java.util.Locale;

/** One line per object with the names of what changes, references counted. */
public final class TablePendingExports implements PendingExportWriter {
  private final Appendable out;
  private final StringBuilder changes = new StringBuilder();
  private String attribute = "";
  private long values;

  public TablePendingExports(Appendable out) {
    this.out = out;
  }

  @Override
  public void begin() throws IOException {
    line("operation", "type", "dn", "changes");
  }

  @Override
  public void object(PendingObject object) {
    changes.setLength(0);
    attribute = "";
    values = 0;
    object.newDn().ifPresent(dn -> changes.append("dn"));
  }

  @Override
  public void change(PendingObject object, PendingChange change) {
    if (!change.attribute().equals(attribute)) {
      endAttribute();
      attribute = change.attribute();
      changes.append(changes.length() == 0 ? "" : ", ").append(attribute);
    }
    values += change.reference() ? 1 : 0;
  }

  private void endAttribute() {
    if (values > 0) {
      changes.append(" (").append(values).append(")");
    }
    values = 0;
  }

  @Override
  public void endObject(PendingObject object) throws IOException {
    endAttribute();
    line(
        object.operation().name().toLowerCase(Locale.ROOT),
        object.object().objectType(),
        object.object().currentDn(),
        changes.toString());
  }

  @Override
  public void end(long objects) throws IOException {
    out.append(objects == 1 ? "1 object has" : objects + " objects have")
        .append(" pending exports.\n");
  }

  /** Widths are fixed, since the longest DN is known only at the end. */
  private void line(String operation, String type, String dn, String what) throws IOException {
    out.append(
        String.format(Locale.ROOT, "%-9s  %-10s  %-60s  %s", operation, type, dn, what)
            .stripTrailing());
    out.append("\n");
  }
}
