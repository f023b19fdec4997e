package dev.landfall.connectors.ad;

import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.ImportSink;
import dev.landfall.core.connector.ImportedObject;
import dev.landfall.core.connector.ImportedReferences;
import dev.landfall.core.connector.ReferenceTarget;
import dev.landfall.core.connector.Watermark;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps what an import gives, in the state a connector space would be in. */
final class Recorder implements ImportSink {
  final Map<Anchor, ImportedObject> objects = new LinkedHashMap<>();
  final Map<Anchor, Set<String>> members = new LinkedHashMap<>();
  final Set<Anchor> deleted = new LinkedHashSet<>();
  final List<String> failures = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();
  final List<ImportedReferences> portions = new ArrayList<>();
  final List<Watermark> resumes = new ArrayList<>();
  private final Map<Anchor, Set<String>> whole = new LinkedHashMap<>();

  @Override
  public void object(ImportedObject object) {
    objects.put(object.anchor(), object);
    deleted.remove(object.anchor());
  }

  @Override
  public void references(ImportedReferences portion) {
    portions.add(portion);
    if (!portion.attribute().key().equals("member")) {
      return;
    }
    Set<String> present = names(portion.present());
    if (portion.extent() == ImportedReferences.Extent.CHANGES) {
      Set<String> now = members.computeIfAbsent(portion.anchor(), any -> new LinkedHashSet<>());
      now.addAll(present);
      now.removeAll(names(portion.removed()));
      return;
    }
    whole.computeIfAbsent(portion.anchor(), any -> new LinkedHashSet<>()).addAll(present);
    if (portion.extent() == ImportedReferences.Extent.WHOLE_LAST) {
      members.put(portion.anchor(), whole.remove(portion.anchor()));
    }
  }

  private static Set<String> names(List<ReferenceTarget> targets) {
    Set<String> names = new LinkedHashSet<>();
    targets.forEach(it -> names.add(((ReferenceTarget.ByDn) it).dn()));
    return names;
  }

  @Override
  public void deleted(Anchor anchor) {
    deleted.add(anchor);
    objects.remove(anchor);
  }

  @Override
  public void failed(String dnOrAnchor, String code, String message) {
    failures.add(code + " " + dnOrAnchor + " " + message);
  }

  @Override
  public void warning(String object, String code, String message) {
    warnings.add(code + " " + object + " " + message);
  }

  @Override
  public void page(Watermark resume) {
    if (resume != null) {
      resumes.add(resume);
    }
  }

  ImportedObject named(String cn) {
    return objects.values().stream()
        .filter(
            it ->
                it.dn()
                    .toLowerCase(java.util.Locale.ROOT)
                    .startsWith("cn=" + cn.toLowerCase(java.util.Locale.ROOT) + ","))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No " + cn + " among " + objects.values()));
  }

  Set<String> membersOf(String cn) {
    return members.getOrDefault(named(cn).anchor(), Set.of());
  }
}
