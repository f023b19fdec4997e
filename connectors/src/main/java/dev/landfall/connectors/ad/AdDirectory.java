package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import dev.landfall.core.check.Check;
import dev.landfall.core.connector.AttributeChange;
import dev.landfall.core.directory.Directory;
import dev.landfall.core.directory.DirectoryEntry;
import dev.landfall.core.directory.DirectoryException;
import dev.landfall.core.directory.DirectoryFacts;
import dev.landfall.core.directory.DirectoryQuery;
import dev.landfall.core.directory.MemberEntry;
import dev.landfall.core.schema.AttributeDefinition;
import dev.landfall.core.schema.AttributeType;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.ObjectGuid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The directory port over LDAP: one domain controller, and a global catalog for look-ups. */
public final class AdDirectory implements Directory {
  private static final Control[] NONE = {};
  private static final ObjectNames AD = new ObjectNames(true, false);

  private final String login;
  private final LdapLink link;
  private final PagedSearch search;
  private final ObjectWriter writer;
  private final LinkWriter links;
  private final GlobalCatalog catalog;
  private final MemberReader members;
  private @Nullable Map<AttributeName, AttributeType> types;

  public AdDirectory(AdSettings settings) {
    login = settings.login().account();
    link =
        new LdapLink(
            settings,
            Controllers.forOperations(settings.controllers()),
            LdapLink.Sharing.EXCLUSIVE);
    search = new PagedSearch(link, settings.pageSize());
    writer = new ObjectWriter(link, AD);
    links = new LinkWriter(link);
    catalog = new GlobalCatalog(settings);
    members = new MemberReader(link);
  }

  @Override
  public DirectoryFacts facts() {
    return new FactsReader(link, search, catalog).read();
  }

  @Override
  public void search(DirectoryQuery query, Consumer<DirectoryEntry> sink) {
    PagedSearch where = query.globalCatalog() ? catalog.search() : search;
    SearchScope scope =
        switch (query.scope()) {
          case BASE -> SearchScope.BASE;
          case CHILDREN -> SearchScope.ONE;
          case SUBTREE -> SearchScope.SUB;
        };
    Map<AttributeName, AttributeType> wanted = wanted(query.attributes());
    where.run(
        "searching below \"" + query.base() + "\"",
        query.base(),
        scope,
        Filters.ldap(query.filter()),
        entry -> sink.accept(entry(entry, wanted)),
        names(wanted));
  }

  @Override
  public Optional<DirectoryEntry> read(ObjectGuid guid, Set<AttributeName> attributes) {
    return readNamed(Decoder.guidName(guid), attributes);
  }

  @Override
  public Optional<DirectoryEntry> readDn(String dn, Set<AttributeName> attributes) {
    return readNamed(WireName.of(dn), attributes);
  }

  private Optional<DirectoryEntry> readNamed(String name, Set<AttributeName> attributes) {
    Map<AttributeName, AttributeType> wanted = wanted(attributes);
    return link.read(name, NONE, names(wanted)).map(found -> entry(found, wanted));
  }

  @Override
  public void members(ObjectGuid group, Consumer<List<MemberEntry>> portions) {
    members.members(group, portions);
  }

  @Override
  public long memberCount(ObjectGuid group) {
    return members.count(group);
  }

  @Override
  public Map<ObjectGuid, MemberEntry> globalByGuid(Collection<ObjectGuid> guids) {
    return catalog.byGuid(guids);
  }

  @Override
  public Map<String, MemberEntry> globalByStamp(Collection<String> stamps) {
    return catalog.byStamp(stamps);
  }

  @Override
  public Map<String, MemberEntry> globalBySid(Collection<String> sids) {
    return catalog.bySid(sids);
  }

  @Override
  public DirectoryEntry create(
      String parentDn, String commonName, String objectClass, Attributes attributes) {
    String dn = "";
    try {
      dn = new DN(new RDN("CN", commonName), new DN(parentDn)).toString();
      List<AttributeChange> changes = new ArrayList<>();
      attributes
          .entries()
          .forEach(it -> changes.add(new AttributeChange(it.getKey(), it.getValue())));
      writer.add(dn, objectClass, changes, List.of());
      return readDn(dn, attributes.names())
          .orElseThrow(() -> new LDAPException(ResultCode.NO_SUCH_OBJECT));
    } catch (LDAPException e) {
      boolean parentMissing =
          e.getResultCode() == ResultCode.NO_SUCH_OBJECT
              && link.read(parentDn, NONE, "1.1").isEmpty();
      if (parentMissing) {
        throw new DirectoryException(
            "AdContainerNotFound",
            e.getResultCode().intValue(),
            "The container \"" + parentDn + "\" is missing. Create it or choose another.",
            String.valueOf(e.getDiagnosticMessage()));
      }
      throw Refusals.directory(e, dn.isEmpty() ? parentDn : dn);
    }
  }

  @Override
  public void modify(ObjectGuid guid, List<AttributeChange> changes) {
    try {
      writer.modify(Decoder.guidName(guid), changes);
    } catch (LDAPException e) {
      throw Refusals.directory(e, guid.toString());
    }
  }

  @Override
  public void addValue(ObjectGuid guid, AttributeName attribute, String value) {
    ModifyRequest request =
        new ModifyRequest(
            Decoder.guidName(guid),
            new Modification(ModificationType.ADD, attribute.name(), value));
    try {
      link.run("adding \"" + attribute + "\"", connection -> connection.modify(request));
    } catch (LDAPException e) {
      throw Refusals.directory(e, guid.toString());
    }
  }

  @Override
  public String rename(ObjectGuid guid, String commonName, Optional<String> newParentDn) {
    try {
      String name = Decoder.guidName(guid);
      DN from = new DN(writer.currentDn(name));
      DN parent = newParentDn.isPresent() ? new DN(newParentDn.get()) : from.getParent();
      writer.rename(name, new DN(new RDN("CN", commonName), parent).toString());
      return writer.currentDn(name);
    } catch (LDAPException e) {
      throw Refusals.directory(e, guid.toString());
    }
  }

  @Override
  public List<RefusedMember> changeMembers(
      ObjectGuid group, Collection<MemberEntry> add, Collection<MemberEntry> remove) {
    List<RefusedMember> refused = new ArrayList<>();
    try {
      change(group, false, List.copyOf(remove), refused);
      change(group, true, List.copyOf(add), refused);
      return refused;
    } catch (LDAPException e) {
      throw Refusals.directory(e, group.toString());
    }
  }

  private void change(
      ObjectGuid group, boolean add, List<MemberEntry> entries, List<RefusedMember> refused)
      throws LDAPException {
    List<LinkWriter.LinkValue> values = new ArrayList<>(entries.size());
    for (MemberEntry entry : entries) {
      values.add(
          new LinkWriter.LinkValue(Decoder.guidName(entry.guid()), entry.dn(), values.size()));
    }
    links.write(
        Decoder.guidName(group),
        "member",
        add,
        values,
        (value, reason) ->
            refused.add(
                new RefusedMember(
                    entries.get(value.number()), Refusals.directory(reason, value.dn()))));
  }

  @Override
  public void delete(ObjectGuid guid) {
    try {
      writer.delete(Decoder.guidName(guid));
    } catch (LDAPException e) {
      throw Refusals.directory(e, guid.toString());
    }
  }

  @Override
  public Set<AttributeName> writable(ObjectGuid guid) {
    Set<AttributeName> names = new TreeSet<>();
    values(Decoder.guidName(guid), "allowedAttributesEffective")
        .forEach(name -> names.add(AttributeName.of(name)));
    return names;
  }

  @Override
  public Set<String> creatable(String containerDn) {
    return new TreeSet<>(values(containerDn, "allowedChildClassesEffective"));
  }

  @Override
  public List<Check> checkWriting(
      String containerDn, Collection<String> attributes, Optional<DirectoryEntry> sample) {
    DomainFacts facts = DomainFacts.read(link);
    return new WriteChecks(
            link,
            new ObjectRights(link, search, facts),
            Account.read(link, facts, login),
            containerDn,
            sample.map(DirectoryEntry::dn))
        .run(attributes);
  }

  private List<String> values(String name, String attribute) {
    return link.read(name, NONE, attribute)
        .map(entry -> entry.getAttributeValues(attribute))
        .map(List::of)
        .orElse(List.of());
  }

  private Map<AttributeName, AttributeType> wanted(Set<AttributeName> names) {
    Map<AttributeName, AttributeType> known = types();
    Map<AttributeName, AttributeType> wanted = new TreeMap<>();
    for (AttributeName name : names) {
      if (!name.key().equals("member")) {
        wanted.put(name, known.getOrDefault(name, AttributeType.TEXT));
      }
    }
    return wanted;
  }

  private synchronized Map<AttributeName, AttributeType> types() {
    Map<AttributeName, AttributeType> known = types;
    if (known == null) {
      known = new TreeMap<>();
      Schema schema = new SchemaReader(search).read(DomainFacts.read(link).schemaDn());
      for (var objectClass : schema.classes().values()) {
        for (AttributeDefinition definition : objectClass.attributes().values()) {
          known.put(definition.name(), definition.type());
        }
      }
      types = known;
    }
    return known;
  }

  private static String[] names(Map<AttributeName, AttributeType> wanted) {
    Set<String> names = new LinkedHashSet<>(List.of("objectGUID", "objectSid", "objectClass"));
    wanted.keySet().forEach(name -> names.add(name.name()));
    return names.toArray(String[]::new);
  }

  private static DirectoryEntry entry(Entry found, Map<AttributeName, AttributeType> wanted) {
    byte[] sid = found.getAttributeValueBytes("objectSid");
    String[] classes = found.getObjectClassValues();
    return new DirectoryEntry(
        Decoder.guid(found),
        sid == null ? "" : Decoder.sid(sid),
        found.getDN(),
        classes == null ? "" : classes[classes.length - 1],
        Decoder.attributes(found, wanted));
  }

  @Override
  public void close() {
    link.close();
    catalog.close();
  }
}
