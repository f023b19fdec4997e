package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Changes attributes: everything is checked first, then everything is applied. */
final class ModifyOperation {
  private final DirectoryStore store;
  private final Links links;
  private final Accounts accounts;
  private final SchemaExtension schemaExtension;

  ModifyOperation(DirectoryStore store) {
    this.store = store;
    this.links = new Links(store);
    this.accounts = new Accounts(store);
    this.schemaExtension = new SchemaExtension(store);
  }

  /**
   * Applies modifications.
   *
   * @param permissive whether adding a value already there, or removing one already gone, is fine
   */
  void modify(String name, List<Modification> modifications, boolean permissive) {
    DirectoryObject object = store.require(name);
    Map<AttributeRule, List<ASN1OctetString>> plain = new LinkedHashMap<>();
    Map<AttributeRule, Map<DirectoryObject, Boolean>> linked = new LinkedHashMap<>();
    Map<AttributeRule, ASN1OctetString> passwords = new LinkedHashMap<>();
    Set<String> allowed = store.schema.allowed(object.objectClass());
    for (Modification modification : modifications) {
      AttributeRule rule = rule(object, allowed, modification);
      if (Passwords.isPassword(rule)) {
        if (modification.getRawValues().length == 1) {
          passwords.put(rule, modification.getRawValues()[0]);
        }
      } else if (rule.forwardLink()) {
        plan(object, rule, modification, permissive, linked);
      } else {
        List<ASN1OctetString> before = plain.getOrDefault(rule, object.values(rule.key()));
        plain.put(rule, changed(rule, before, modification, permissive));
      }
    }
    checkResult(object, plain);
    passwords.forEach((rule, value) -> Passwords.set(object, rule, value));
    apply(object, plain, linked);
  }

  private AttributeRule rule(
      DirectoryObject object, Set<String> allowed, Modification modification) {
    String name = modification.getAttributeName();
    int option = name.indexOf(';');
    String key = (option < 0 ? name : name.substring(0, option)).toLowerCase(Locale.ROOT);
    AttributeRule rule = store.schema.attribute(key).orElseThrow(AdError::unknownAttribute);
    if (key.equals(object.objectClass().rdnAttribute()) || key.equals("name")) {
      throw AdError.onRdn();
    }
    if (rule.backLink() || rule.constructed()) {
      throw AdError.unwilling("0000209A");
    }
    if (rule.systemOnly()) {
      throw AdError.constraint("000020B1", rule, "");
    }
    if (!allowed.contains(key)) {
      throw AdError.classViolation();
    }
    return rule;
  }

  private static List<ASN1OctetString> changed(
      AttributeRule rule,
      List<ASN1OctetString> before,
      Modification modification,
      boolean permissive) {
    List<ASN1OctetString> given = List.of(modification.getRawValues());
    ModificationType type = modification.getModificationType();
    if (type == ModificationType.REPLACE) {
      ValueCheck.check(rule, given);
      return given;
    }
    Map<String, ASN1OctetString> after = new LinkedHashMap<>();
    before.forEach(value -> after.put(Indexes.matchKey(rule, value), value));
    if (type == ModificationType.ADD) {
      ValueCheck.check(rule, given);
      if (rule.single() && !before.isEmpty() && !given.isEmpty()) {
        boolean same = after.containsKey(Indexes.matchKey(rule, given.get(0)));
        if (!(permissive && same)) {
          throw AdError.valueExists(rule);
        }
      }
      for (ASN1OctetString value : given) {
        if (after.putIfAbsent(Indexes.matchKey(rule, value), value) != null && !permissive) {
          throw AdError.valueExists(rule);
        }
      }
    } else if (given.isEmpty()) {
      if (before.isEmpty() && !permissive) {
        throw AdError.noValue(rule);
      }
      after.clear();
    } else {
      for (ASN1OctetString value : given) {
        if (after.remove(Indexes.matchKey(rule, value)) == null && !permissive) {
          throw AdError.noValue(rule);
        }
      }
    }
    return new ArrayList<>(after.values());
  }

  /** Plans link changes as target → present, without copying the members of a large group. */
  private void plan(
      DirectoryObject object,
      AttributeRule rule,
      Modification modification,
      boolean permissive,
      Map<AttributeRule, Map<DirectoryObject, Boolean>> linked) {
    Map<DirectoryObject, Boolean> planned =
        linked.computeIfAbsent(rule, any -> new LinkedHashMap<>());
    Map<DirectoryObject, Long> present = object.links(rule.key());
    List<ASN1OctetString> given = List.of(modification.getRawValues());
    ModificationType type = modification.getModificationType();
    boolean clears = type == ModificationType.REPLACE || given.isEmpty();
    if (clears) {
      if (type == ModificationType.DELETE && present.isEmpty() && !permissive) {
        throw AdError.noValue(rule);
      }
      present.keySet().forEach(target -> planned.put(target, false));
    }
    for (ASN1OctetString value : given) {
      DirectoryObject target = links.target(rule, value.stringValue());
      boolean there = planned.getOrDefault(target, present.containsKey(target));
      boolean wanted = type != ModificationType.DELETE;
      if (there == wanted && !permissive) {
        throw wanted ? Links.alreadyThere(rule) : Links.notThere(rule);
      }
      if (wanted && rule.key().equals("member")) {
        Groups.checkMember(object, target);
      }
      if (wanted && rule.single() && !clears && !present.isEmpty() && !there) {
        throw AdError.valueExists(rule);
      }
      planned.put(target, wanted);
    }
  }

  private void checkResult(
      DirectoryObject object, Map<AttributeRule, List<ASN1OctetString>> plain) {
    plain.forEach(
        (rule, values) -> {
          ValueCheck.check(rule, values);
          if (rule.key().equals("grouptype")) {
            if (values.isEmpty()) {
              throw AdError.classViolation();
            }
            Groups.checkConversion(object, Integer.parseInt(values.get(0).stringValue()));
          } else if (rule.key().equals("samaccountname") && !values.isEmpty()) {
            accounts.checkName(object, values.get(0).stringValue());
          } else if (rule.key().equals("samaccountname")) {
            throw AdError.unwilling("0000209A");
          } else if (rule.key().equals("samaccounttype") || rule.key().equals("objectsid")) {
            throw AdError.unwilling("0000209A");
          }
        });
  }

  private void apply(
      DirectoryObject object,
      Map<AttributeRule, List<ASN1OctetString>> plain,
      Map<AttributeRule, Map<DirectoryObject, Boolean>> linked) {
    List<String> touched = new ArrayList<>();
    plain.entrySet().removeIf(it -> it.getValue().equals(object.values(it.getKey().key())));
    plain.forEach(
        (rule, values) -> {
          store.set(object, rule, values);
          touched.add(rule.key());
          if (rule.key().equals("grouptype")) {
            int type = Integer.parseInt(values.get(0).stringValue());
            store.set(
                object,
                store.schema.require("sAMAccountType"),
                List.of(new ASN1OctetString(Integer.toString(Groups.accountType(type)))));
            touched.add("samaccounttype");
          }
        });
    linked.forEach(
        (rule, planned) ->
            planned
                .entrySet()
                .removeIf(
                    it -> it.getValue() == object.links(rule.key()).containsKey(it.getKey())));
    linked.values().removeIf(Map::isEmpty);
    linked.keySet().forEach(rule -> touched.add(rule.key()));
    if (touched.isEmpty()) {
      return;
    }
    long usn = store.touch(object, touched);
    linked.forEach(
        (rule, planned) ->
            planned.forEach(
                (target, wanted) -> {
                  if (wanted) {
                    object.link(rule.key(), target, usn);
                  } else {
                    object.unlink(rule.key(), target, usn);
                  }
                }));
    schemaExtension.modified(object);
  }
}
