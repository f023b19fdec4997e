package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.Entry;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.ImportSink;
import dev.landfall.core.connector.ImportedObject;
import dev.landfall.core.connector.ImportedReferences;
import dev.landfall.core.connector.ImportedReferences.Extent;
import dev.landfall.core.connector.ReferenceTarget;
import dev.landfall.core.connector.Watermark;
import dev.landfall.core.error.ObjectErrorCode;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.ObjectGuid;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gives entries to the sink of an import, in portions small enough to be made durable. */
final class ImportOutput {
  private static final int OBJECTS_PER_PAGE = 500;
  private static final int REFERENCES_PER_PAGE = 5_000;

  private final ImportSink sink;
  private final Function<AdWatermark, Watermark> mark;
  private final RangeReader ranges;
  private int objects;
  private int references;

  /**
   * @param mark how a watermark is written
   */
  ImportOutput(ImportSink sink, Function<AdWatermark, Watermark> mark, RangeReader ranges) {
    this.sink = sink;
    this.mark = mark;
    this.ranges = ranges;
  }

  /**
   * Gives an object with its whole state.
   *
   * @return whether it could be read
   */
  boolean object(Entry entry, Selection.Type type) {
    try {
      Anchor anchor = new Anchor(Decoder.guid(entry).toString());
      sink.object(
          ImportedObject.complete(
              anchor, entry.getDN(), type.name(), Decoder.attributes(entry, type.plain())));
      objects++;
      return true;
    } catch (IllegalArgumentException e) {
      sink.failed(
          entry.getDN(),
          ObjectErrorCode.INVALID_ATTRIBUTE_VALUE.text(),
          String.valueOf(e.getMessage()));
      return false;
    }
  }

  /** Gives all values of one reference attribute. */
  void allReferences(Entry entry, AttributeName attribute) {
    ObjectGuid guid = Decoder.guid(entry);
    ranges.read(
        guid, entry, attribute.name(), (values, last) -> portions(guid, attribute, values, last));
  }

  private void portions(
      ObjectGuid guid, AttributeName attribute, List<String> values, boolean last) {
    int from = 0;
    do {
      int to = Math.min(values.size(), from + ImportedReferences.MOST);
      boolean end = last && to == values.size();
      give(
          guid,
          attribute,
          values.subList(from, to),
          List.of(),
          end ? Extent.WHOLE_LAST : Extent.WHOLE_PART);
      from = to;
    } while (from < values.size());
  }

  /** Gives values added and removed. */
  void changedReferences(
      ObjectGuid guid, AttributeName attribute, List<String> added, List<String> removed) {
    for (int from = 0; from < added.size(); from += ImportedReferences.MOST) {
      int to = Math.min(added.size(), from + ImportedReferences.MOST);
      give(guid, attribute, added.subList(from, to), List.of(), Extent.CHANGES);
    }
    for (int from = 0; from < removed.size(); from += ImportedReferences.MOST) {
      int to = Math.min(removed.size(), from + ImportedReferences.MOST);
      give(guid, attribute, List.of(), removed.subList(from, to), Extent.CHANGES);
    }
  }

  private void give(
      ObjectGuid guid,
      AttributeName attribute,
      List<String> present,
      List<String> removed,
      Extent extent) {
    sink.references(
        new ImportedReferences(
            new Anchor(guid.toString()), attribute, targets(present), targets(removed), extent));
    references += present.size() + removed.size();
  }

  private static List<ReferenceTarget> targets(List<String> dns) {
    return dns.stream().<ReferenceTarget>map(ReferenceTarget.ByDn::new).toList();
  }

  void deleted(ObjectGuid guid) {
    sink.deleted(new Anchor(guid.toString()));
    objects++;
  }

  void failed(String dn, String code, String message) {
    sink.failed(dn, code, message);
  }

  /** Ends a page if it has grown large. */
  void pageIfLarge() {
    if (objects >= OBJECTS_PER_PAGE || references >= REFERENCES_PER_PAGE) {
      page(null);
    }
  }

  void page(@Nullable AdWatermark resume) {
    sink.page(resume == null ? null : mark.apply(resume));
    objects = 0;
    references = 0;
  }
}
