package dev.landfall.core.directory;

import dev.landfall.core.check.Check;
import dev.landfall.core.connector.AttributeChange;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.ObjectGuid;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One Active Directory domain as Cloud Sync and the migration use it: object by object, at once, on
 * one domain controller that stays the same for the life of this object. Connect Sync does not use
 * it; it goes through {@link dev.landfall.core.connector.Connector}.
 *
 * <p>Objects are named by {@code objectGUID}, so a rename between read and write is harmless. A
 * refused write throws {@link DirectoryException}; a lost connection throws {@link
 * dev.landfall.core.error.LandfallException} with {@code CONNECTED_SYSTEM_UNAVAILABLE}. A read that
 * ends early throws, it never returns less.
 */
public interface Directory extends AutoCloseable {

  /** What is known of schema, servers and limits; read afresh at each call. */
  DirectoryFacts facts();

  /** Streams the entries found, page by page. */
  void search(DirectoryQuery query, Consumer<DirectoryEntry> sink);

  /** Reads one object of this domain. */
  Optional<DirectoryEntry> read(ObjectGuid guid, Set<AttributeName> attributes);

  /** Reads one object by DN. */
  Optional<DirectoryEntry> readDn(String dn, Set<AttributeName> attributes);

  /**
   * Streams all direct members in portions of at most 1,500, by range retrieval where the server
   * asks for it.
   */
  void members(ObjectGuid group, Consumer<List<MemberEntry>> portions);

  /** The number of direct members, without keeping them. */
  long memberCount(ObjectGuid group);

  /** Looks objects up in the global catalog by GUID, 100 at a time; those not found are absent. */
  Map<ObjectGuid, MemberEntry> globalByGuid(Collection<ObjectGuid> guids);

  /**
   * Looks groups up in the global catalog by {@code msDS-ExternalDirectoryObjectId}; those not
   * found, and those found more than once, are absent. Keys are the values asked for.
   */
  Map<String, MemberEntry> globalByStamp(Collection<String> stamps);

  /** Looks users and groups up in the global catalog by SID text. */
  Map<String, MemberEntry> globalBySid(Collection<String> sids);

  /**
   * Creates an object without members. The RDN is {@code cn=<commonName>}, escaped by the library.
   *
   * @param attributes everything but {@code cn}, with {@code objectClass} given apart
   */
  DirectoryEntry create(
      String parentDn, String commonName, String objectClass, Attributes attributes);

  /** Sets single attributes; a change without values removes the attribute. */
  void modify(ObjectGuid guid, List<AttributeChange> changes);

  /**
   * Adds a value to an attribute that must have none: fails with {@code AdAttributeOrValueExists}
   * when another writer was faster.
   */
  void addValue(ObjectGuid guid, AttributeName attribute, String value);

  /** Renames and moves in one operation; returns the new DN. */
  String rename(ObjectGuid guid, String commonName, Optional<String> newParentDn);

  /**
   * Adds and removes members, in portions the server accepts. A member already there, or already
   * gone, counts as done. Values refused one by one come back; the rest is applied.
   */
  List<RefusedMember> changeMembers(
      ObjectGuid group, Collection<MemberEntry> add, Collection<MemberEntry> remove);

  /** Deletes an object; one that is gone already counts as done. */
  void delete(ObjectGuid guid);

  /** The attributes this account may write on the object ({@code allowedAttributesEffective}). */
  Set<AttributeName> writable(ObjectGuid guid);

  /** The classes of children this account may create below a container. */
  Set<String> creatable(String containerDn);

  /**
   * Looks, right by right, whether this account may write groups below a container, and names the
   * command that grants what is missing. Checks are called {@code writeback-create}, {@code
   * writeback-write}, {@code writeback-delete} and {@code writeback-excess}.
   *
   * @param attributes of groups that will be written
   * @param sample a group below the container, if there is one: rights are sure on an object only
   */
  List<Check> checkWriting(
      String containerDn, Collection<String> attributes, Optional<DirectoryEntry> sample);

  @Override
  void close();

  /** A member value the server refused. */
  record RefusedMember(MemberEntry member, DirectoryException reason) {}
}
