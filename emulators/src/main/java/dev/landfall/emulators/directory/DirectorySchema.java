package dev.landfall.emulators.directory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Attributes and classes of the directory. Grows when a client adds {@code attributeSchema} objects
 * or extends {@code mayContain}. Guarded by the lock of {@link DirectoryStore}.
 */
final class DirectorySchema {
  private final Map<String, AttributeRule> attributes = new LinkedHashMap<>();
  private final Map<String, ClassRule> classes = new LinkedHashMap<>();
  private final Map<String, Set<String>> extraMay = new TreeMap<>();
  private final Map<String, Set<String>> allowedByClass = new ConcurrentHashMap<>();
  private final Map<Integer, AttributeRule> byLinkId = new TreeMap<>();

  DirectorySchema(SchemaLevel level) {
    for (String line : lines("attributes.txt")) {
      AttributeRule rule = AttributeRule.parse(line);
      if (level.has(rule.name())) {
        add(rule);
      }
    }
    parseClasses(lines("classes.txt"));
    if (level.has("msDS-ExternalDirectoryObjectId")) {
      mayContain("mailRecipient", "msDS-ExternalDirectoryObjectId");
    }
  }

  void add(AttributeRule rule) {
    attributes.put(rule.key(), rule);
    if (rule.linkId() > 0) {
      byLinkId.put(rule.linkId(), rule);
    }
  }

  void add(ClassRule rule) {
    classes.put(key(rule.name()), rule);
    allowedByClass.clear();
  }

  void mayContain(String className, String attribute) {
    extraMay.computeIfAbsent(key(className), any -> new TreeSet<>()).add(attribute);
    allowedByClass.clear();
  }

  Set<String> extraMay(String className) {
    return extraMay.getOrDefault(key(className), Set.of());
  }

  Optional<AttributeRule> attribute(String name) {
    return Optional.ofNullable(attributes.get(key(name)));
  }

  /** The rule of an attribute known to be in the table. */
  AttributeRule require(String name) {
    return attribute(name)
        .orElseThrow(() -> new IllegalArgumentException("No attribute \"" + name + "\"."));
  }

  Optional<ClassRule> objectClass(String name) {
    return Optional.ofNullable(classes.get(key(name)));
  }

  Collection<AttributeRule> attributes() {
    return attributes.values();
  }

  Collection<ClassRule> classes() {
    return classes.values();
  }

  /** The other end of a link. */
  Optional<AttributeRule> opposite(AttributeRule link) {
    int id = link.forwardLink() ? link.linkId() + 1 : link.linkId() - 1;
    return Optional.ofNullable(byLinkId.get(id));
  }

  /** The class and its superiors, {@code top} first. */
  List<ClassRule> chain(ClassRule objectClass) {
    List<ClassRule> chain = new ArrayList<>();
    ClassRule at = objectClass;
    while (at != null) {
      chain.add(0, at);
      at = at.name().equals("top") ? null : classes.get(key(at.superior()));
    }
    return chain;
  }

  /** Lower-case names of all attributes an object of the class may hold. */
  Set<String> allowed(ClassRule objectClass) {
    return allowedByClass.computeIfAbsent(
        objectClass.name(),
        any -> {
          Set<String> names = new LinkedHashSet<>();
          collect(objectClass, names, new LinkedHashSet<>());
          return names;
        });
  }

  Set<String> mandatory(ClassRule objectClass) {
    Set<String> names = new TreeSet<>();
    chain(objectClass).forEach(one -> names.addAll(one.must()));
    return names;
  }

  /** Whether objects of a class may be created below a container of another. */
  boolean mayBeBelow(ClassRule child, ClassRule parent) {
    Set<String> parents = new LinkedHashSet<>();
    chain(parent).forEach(one -> parents.add(one.name()));
    return chain(child).stream()
        .filter(one -> !one.name().equals("top"))
        .flatMap(one -> one.possibleSuperiors().stream())
        .anyMatch(parents::contains);
  }

  private void collect(ClassRule objectClass, Set<String> names, Set<String> seen) {
    for (ClassRule one : chain(objectClass)) {
      if (!seen.add(one.name())) {
        continue;
      }
      one.must().forEach(name -> names.add(key(name)));
      one.may().forEach(name -> names.add(key(name)));
      extraMay(one.name()).forEach(name -> names.add(key(name)));
      one.auxiliaries().forEach(aux -> objectClass(aux).ifPresent(it -> collect(it, names, seen)));
    }
  }

  private void parseClasses(List<String> lines) {
    String[] head = {};
    Map<String, List<String>> lists = new TreeMap<>();
    for (String line : lines) {
      String[] word = line.strip().split(" +", -1);
      if (word[0].equals("class")) {
        finish(head, lists);
        head = word;
        lists = new TreeMap<>();
      } else {
        lists
            .computeIfAbsent(word[0], any -> new ArrayList<>())
            .addAll(List.of(word).subList(1, word.length));
      }
    }
    finish(head, lists);
  }

  private void finish(String[] head, Map<String, List<String>> lists) {
    if (head.length == 0) {
      return;
    }
    ClassRule rule =
        new ClassRule(
            head[1],
            head[2],
            head[3],
            Integer.parseInt(head[4]),
            head[5],
            head[6],
            head[7],
            List.copyOf(lists.getOrDefault("aux", List.of())),
            List.copyOf(lists.getOrDefault("under", List.of())),
            List.copyOf(lists.getOrDefault("must", List.of())),
            List.copyOf(lists.getOrDefault("may", List.of())));
    classes.put(key(rule.name()), rule);
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static List<String> lines(String resource) {
    try (InputStream in = DirectorySchema.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("The resource " + resource + " is not in the jar.");
      }
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      return reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
