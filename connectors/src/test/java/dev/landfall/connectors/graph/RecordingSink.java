package dev.landfall.connectors.graph;

import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.ImportSink;
import dev.landfall.core.connector.ImportedObject;
import dev.landfall.core.connector.ImportedReferences;
import dev.landfall.core.connector.ReferenceTarget;
import dev.landfall.core.connector.Watermark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps what an import gives, as a connector space would. */
final class RecordingSink implements ImportSink {
  final Map<String, ImportedObject> objects = new HashMap<>();
  final Map<String, Set<String>> members = new HashMap<>();
  final List<String> deleted = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();
  final List<Watermark> resumes = new ArrayList<>();
  int largestPortion;
  int pages;

  @Override
  public void object(ImportedObject object) {
    objects.put(object.anchor().value(), object);
  }

  @Override
  public void references(ImportedReferences portion) {
    Set<String> set = members.computeIfAbsent(portion.anchor().value(), unused -> new HashSet<>());
    portion.present().forEach(target -> set.add(text(target)));
    portion.removed().forEach(target -> set.remove(text(target)));
    largestPortion = Math.max(largestPortion, portion.present().size() + portion.removed().size());
  }

  private static String text(ReferenceTarget target) {
    return target instanceof ReferenceTarget.ByAnchor anchor
        ? anchor.anchor().value()
        : target.toString();
  }

  @Override
  public void deleted(Anchor anchor) {
    objects.remove(anchor.value());
    deleted.add(anchor.value());
  }

  @Override
  public void failed(String dnOrAnchor, String code, String message) {
    throw new AssertionError(dnOrAnchor + " " + code + " " + message);
  }

  @Override
  public void warning(String object, String code, String message) {
    warnings.add(object + " " + code + " " + message);
  }

  @Override
  public void page(Watermark resume) {
    pages++;
    if (resume != null) {
      resumes.add(resume);
    }
  }
}
