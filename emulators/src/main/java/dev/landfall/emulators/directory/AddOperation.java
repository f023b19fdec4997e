package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import dev.landfall.core.value.ObjectGuid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Creates objects. */
final class AddOperation {
  private static final Set<String> GIVEN_BY_NAME = Set.of("name", "distinguishedname");

  private final DirectoryStore store;
  private final Links links;
  private final Accounts accounts;
  private final SchemaExtension schemaExtension;

  AddOperation(DirectoryStore store) {
    this.store = store;
    this.links = new Links(store);
    this.accounts = new Accounts(store);
    this.schemaExtension = new SchemaExtension(store);
  }

  /**
   * Adds an object.
   *
   * @param system whether the directory itself asks: then identifiers may be given
   */
  DirectoryObject add(String name, List<Attribute> attributes, boolean system) {
    DN dn = store.parse(name);
    if (store.find(dn).isPresent()) {
      throw AdError.exists("00002071");
    }
    DN parentDn = dn.getParent();
    DirectoryObject parent = store.require(parentDn == null ? "" : parentDn.toString());
    ClassRule objectClass = objectClass(attributes);
    if (!system && !store.schema.mayBeBelow(objectClass, parent.objectClass())) {
      throw AdError.namingViolation("00002099");
    }
    Rdn rdn = Rdn.of(dn.getRDN());
    if (!rdn.attribute().equalsIgnoreCase(objectClass.rdnAttribute())) {
      throw AdError.namingViolation("00002081");
    }
    boolean context = system && attributes.stream().anyMatch(it -> it.getName().equals("ncHead"));
    DirectoryObject object =
        new DirectoryObject(DirectoryStore.newGuid(), objectClass, rdn, context, null);
    Map<AttributeRule, List<DirectoryObject>> targets = new LinkedHashMap<>();
    take(object, attributes, targets, system);
    complete(object);
    accounts.complete(object, system);
    if (!system) {
      checkMandatory(object);
    }
    object.place(parent, rdn);
    store.register(object);
    long usn = object.usnChanged();
    targets.forEach((rule, all) -> all.forEach(it -> object.link(rule.key(), it, usn)));
    schemaExtension.added(object);
    return object;
  }

  private ClassRule objectClass(List<Attribute> attributes) {
    ClassRule found = null;
    for (Attribute attribute : attributes) {
      if (attribute.getName().equalsIgnoreCase("objectClass")) {
        for (String name : attribute.getValues()) {
          ClassRule rule = store.schema.objectClass(name).orElseThrow(AdError::unknownAttribute);
          boolean derived = found == null || store.schema.chain(rule).contains(found);
          if (rule.category() != 3 && derived) {
            found = rule;
          }
        }
      }
    }
    if (found == null || found.category() == 2) {
      throw AdError.classViolation();
    }
    return found;
  }

  private void take(
      DirectoryObject object,
      List<Attribute> attributes,
      Map<AttributeRule, List<DirectoryObject>> targets,
      boolean system) {
    Set<String> allowed = store.schema.allowed(object.objectClass());
    for (Attribute attribute : attributes) {
      String key = attribute.getBaseName().toLowerCase(Locale.ROOT);
      if (key.equals("objectclass") || key.equals("nchead") || GIVEN_BY_NAME.contains(key)) {
        continue;
      }
      AttributeRule rule = store.schema.attribute(key).orElseThrow(AdError::unknownAttribute);
      List<ASN1OctetString> values = List.of(attribute.getRawValues());
      if (key.equals(object.objectClass().rdnAttribute())) {
        continue;
      }
      if (!allowed.contains(key)) {
        throw AdError.classViolation();
      }
      if (rule.backLink() || rule.constructed()) {
        throw AdError.unwilling("0000209A");
      }
      if (rule.systemOnly() && !system && !schemaOnly(object)) {
        throw AdError.constraint("000020B1", rule, "");
      }
      if (values.isEmpty()) {
        continue;
      }
      if (Passwords.isPassword(rule)) {
        Passwords.set(object, rule, values.get(0));
      } else if (rule.forwardLink()) {
        targets.put(rule, links.targets(object, rule, values));
      } else {
        ValueCheck.check(rule, values);
        object.values().put(key, values);
      }
    }
  }

  /** Definitions of attributes and classes are written with attributes of the system. */
  private static boolean schemaOnly(DirectoryObject object) {
    return object.objectClass().name().equals("attributeSchema")
        || object.objectClass().name().equals("classSchema");
  }

  private void complete(DirectoryObject object) {
    Set<ASN1OctetString> classes = new LinkedHashSet<>();
    for (ClassRule one : store.schema.chain(object.objectClass())) {
      classes.add(new ASN1OctetString(one.name()));
    }
    object.values().put("objectclass", new ArrayList<>(classes));
    String rdnKey = object.objectClass().rdnAttribute();
    AttributeRule rdnRule = store.schema.require(rdnKey);
    List<ASN1OctetString> rdnValue = List.of(new ASN1OctetString(object.rdn().value()));
    ValueCheck.check(rdnRule, rdnValue);
    object.values().put(rdnKey, rdnValue);
    String category = "CN=" + object.objectClass().objectCategory() + "," + store.schemaDn();
    object.values().putIfAbsent("objectcategory", List.of(new ASN1OctetString(category)));
    object.values().putIfAbsent("instancetype", List.of(new ASN1OctetString("4")));
  }

  private void checkMandatory(DirectoryObject object) {
    for (String name : store.schema.mandatory(object.objectClass())) {
      String key = name.toLowerCase(Locale.ROOT);
      boolean exempt = key.equals("ntsecuritydescriptor") || schemaOnly(object);
      if (!exempt && object.values(key).isEmpty() && object.links(key).isEmpty()) {
        throw AdError.classViolation();
      }
    }
  }

  /** Creates the object that stands for a security principal of another domain. */
  static DirectoryObject foreignPrincipal(DirectoryStore store, String sid) {
    ClassRule objectClass = store.schema.objectClass("foreignSecurityPrincipal").orElseThrow();
    DirectoryObject parent = store.require("CN=ForeignSecurityPrincipals," + store.root().dn());
    Rdn rdn = new Rdn("CN", sid);
    ObjectGuid guid = DirectoryStore.newGuid();
    DirectoryObject object = new DirectoryObject(guid, objectClass, rdn, false, null);
    object.values().put("objectsid", List.of(new ASN1OctetString(Sids.bytes(sid))));
    new AddOperation(store).complete(object);
    object.place(parent, rdn);
    store.register(object);
    return object;
  }
}
