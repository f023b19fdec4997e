package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1OctetString;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Values of linked attributes: names on the wire, objects inside. */
final class Links {
  private final DirectoryStore store;

  Links(DirectoryStore store) {
    this.store = store;
  }

  /** The targets of a new list of values, each once, allowed for the owner. */
  List<DirectoryObject> targets(
      DirectoryObject owner, AttributeRule rule, List<ASN1OctetString> values) {
    if (rule.single() && values.size() > 1) {
      throw AdError.constraint("00002081", rule, "");
    }
    Set<DirectoryObject> found = new LinkedHashSet<>();
    for (ASN1OctetString value : values) {
      DirectoryObject target = target(rule, value.stringValue());
      if (rule.key().equals("member")) {
        Groups.checkMember(owner, target);
      }
      if (!found.add(target)) {
        throw alreadyThere(rule);
      }
    }
    return new ArrayList<>(found);
  }

  DirectoryObject target(AttributeRule rule, String name) {
    Optional<DirectoryObject> found = store.find(name).filter(object -> !object.deleted());
    if (found.isEmpty() && isForeignSid(name)) {
      return AddOperation.foreignPrincipal(store, name.substring(5, name.length() - 1));
    }
    return found.orElseThrow(
        () ->
            rule.key().equals("member")
                ? AdError.noSuchMember(name)
                : AdError.constraint("000020B5", rule, ""));
  }

  private boolean isForeignSid(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return upper.startsWith("<SID=S-") && !upper.startsWith("<SID=" + store.sids.domainSid() + "-");
  }

  /** Members are refused by the accounts manager in its own words. */
  static AdError alreadyThere(AttributeRule rule) {
    return rule.key().equals("member") ? AdError.exists("00000562") : AdError.valueExists(rule);
  }

  static AdError notThere(AttributeRule rule) {
    return rule.key().equals("member") ? AdError.unwilling("00000561") : AdError.noValue(rule);
  }
}
