package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Attribute;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The schema grows with the files: an attribute or class it lacks is taken to be what the values
 * look like. Where the files bring their schema along, first, it is what the schema says.
 */
final class LdifSchema {
  private static final int STRUCTURAL = 1;

  private final Server server;
  private final DirectorySchema schema;
  private final Map<String, AttributeRule> guessed = new TreeMap<>();
  private final Map<String, Long> uses = new TreeMap<>();
  private final List<ClassRule> guessedClasses = new ArrayList<>();
  private final Map<String, Set<String>> grown = new TreeMap<>();
  private final Map<String, List<ASN1OctetString>> chains = new HashMap<>();

  LdifSchema(Server server) {
    this.server = server;
    this.schema = server.store().schema;
  }

  Map<String, Long> newAttributes() {
    return uses;
  }

  List<String> newClasses() {
    return guessedClasses.stream().map(ClassRule::name).toList();
  }

  /** The most derived class of an entry; those the schema lacks are made. */
  Optional<ClassRule> classOf(Collection<Attribute> attributes, String rdnAttribute) {
    ClassRule found = null;
    String before = "top";
    for (Attribute attribute : attributes) {
      if (!attribute.getName().equalsIgnoreCase("objectClass")) {
        continue;
      }
      for (String name : attribute.getValues()) {
        Optional<ClassRule> known = schema.objectClass(name);
        ClassRule rule = known.isPresent() ? known.get() : guess(name, before, rdnAttribute);
        boolean derived = found == null || schema.chain(rule).contains(found);
        if (rule.category() != 3 && derived) {
          found = rule;
          before = rule.name();
        }
      }
    }
    return Optional.ofNullable(found).filter(rule -> rule.category() != 2);
  }

  private ClassRule guess(String name, String superior, String rdnAttribute) {
    ClassRule rule =
        new ClassRule(
            name,
            name,
            oid(name),
            STRUCTURAL,
            superior,
            rdnAttribute.toLowerCase(Locale.ROOT),
            name,
            List.of(),
            List.of(),
            List.of(),
            List.of());
    schema.add(rule);
    guessedClasses.add(rule);
    return rule;
  }

  /** The values of {@code objectClass}, one list for all objects of a class. */
  List<ASN1OctetString> chain(ClassRule rule) {
    return chains.computeIfAbsent(
        rule.name(),
        any -> schema.chain(rule).stream().map(it -> new ASN1OctetString(it.name())).toList());
  }

  /** The rule for an attribute on a class, which may hold it from now on. */
  AttributeRule rule(String name, List<ASN1OctetString> values, ClassRule objectClass) {
    AttributeRule rule = schema.attribute(name).orElse(null);
    if (rule == null || (guessed.containsKey(rule.key()) && looksOther(rule, values))) {
      rule = guess(name, values);
    }
    if (guessed.containsKey(rule.key())) {
      uses.merge(rule.name(), 1L, Long::sum);
    }
    if (!schema.allowed(objectClass).contains(rule.key())) {
      schema.mayContain(objectClass.name(), rule.name());
      grown.computeIfAbsent(objectClass.name(), any -> new TreeSet<>()).add(rule.name());
    }
    return rule;
  }

  private static boolean looksOther(AttributeRule rule, List<ASN1OctetString> values) {
    return !rule.syntax().binary() && !values.stream().allMatch(LdifSchema::isText);
  }

  private AttributeRule guess(String name, List<ASN1OctetString> values) {
    boolean text = values.stream().allMatch(LdifSchema::isText);
    AttributeRule rule =
        new AttributeRule(
            name,
            name,
            oid(name),
            text ? Syntax.UNICODE : Syntax.OCTETS,
            text ? 64 : 4,
            false,
            false,
            false,
            false,
            -1,
            -1,
            0,
            0);
    schema.add(rule);
    guessed.put(rule.key(), rule);
    return rule;
  }

  private static boolean isText(ASN1OctetString value) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(value.getValue()))
          .chars()
          .noneMatch(c -> c == 0);
    } catch (CharacterCodingException binary) {
      return false;
    }
  }

  /** An identifier below 2.25, where everybody may make some from UUIDs. */
  private static String oid(String name) {
    UUID id =
        UUID.nameUUIDFromBytes(name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    return "2.25." + new BigInteger(id.toString().replace("-", ""), 16);
  }

  /** Shows clients what was guessed, where they look for it. */
  void describe() {
    SchemaObjects objects = new SchemaObjects(server);
    guessed.values().forEach(objects::add);
    guessedClasses.forEach(objects::add);
    grown.forEach(objects::mayContain);
  }
}
