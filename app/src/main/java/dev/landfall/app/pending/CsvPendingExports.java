package dev.landfall.app.pending;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** One row per change; the columns are those of the specification's export analysis. */
public final class CsvPendingExports implements PendingExportWriter {
  private static final List<String> COLUMNS =
      List.of(
          "DN",
          "ObjectType",
          "OMODT",
          "Attribute",
          "AMODT",
          "OldValue",
          "NewValue",
          "Rule",
          "DisplayName",
          "UserPrincipalName",
          "SourceAnchor");

  private final Appendable out;
  private final AttributeRules rules;
  private boolean anyChange;

  public CsvPendingExports(Appendable out, AttributeRules rules) {
    this.out = out;
    this.rules = rules;
  }

  @Override
  public void begin() throws IOException {
    row(COLUMNS);
  }

  @Override
  public void object(PendingObject object) throws IOException {
    anyChange = false;
    if (object.newDn().isPresent()) {
      row(object, "dn", "update", object.object().currentDn(), object.newDn().get());
    }
  }

  @Override
  public void change(PendingObject object, PendingChange change) throws IOException {
    row(
        object,
        change.attribute(),
        change.modification().name().toLowerCase(Locale.ROOT),
        PendingChange.text(change.before()),
        PendingChange.text(change.after()));
  }

  @Override
  public void endObject(PendingObject object) throws IOException {
    if (!anyChange) {
      row(object, "", "", "", "");
    }
  }

  private void row(
      PendingObject object, String attribute, String modification, String before, String after)
      throws IOException {
    anyChange = true;
    String type = object.object().objectType();
    row(
        List.of(
            object.object().currentDn(),
            type,
            object.operation().name().toLowerCase(Locale.ROOT),
            attribute,
            modification,
            before,
            after,
            attribute.isEmpty() ? "" : rules.of(type, attribute),
            object.displayName(),
            object.userPrincipalName(),
            object.sourceAnchor()));
  }

  private void row(List<String> cells) throws IOException {
    out.append(Csv.line(cells));
  }
}
