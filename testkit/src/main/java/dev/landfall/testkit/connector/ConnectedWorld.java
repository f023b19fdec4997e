package dev.landfall.testkit.connector;

import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.Connector;
import dev.landfall.core.connector.ExportRequest;
import dev.landfall.core.connector.ReferenceChange;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * A connected system with people of its own who work in it beside us: what the contract of
 * connectors needs to make things happen there, and to see what a connector did.
 */
public interface ConnectedWorld extends AutoCloseable {
  /** A new connector to the system; it sees nothing but what was made through this object. */
  Connector connector() throws Exception;

  /** A connector that signs in with a wrong password; empty where nobody signs in. */
  Optional<Connector> withWrongCredentials();

  /** A connector to an address where nothing listens; empty where there is no address. */
  Optional<Connector> unreachable();

  /** Somebody makes an account. */
  Anchor user(String name) throws Exception;

  /** Somebody makes a group, with {@code displayName} as named. */
  Anchor group(String name, Collection<Anchor> members) throws Exception;

  /** Somebody changes the {@code displayName} of a group. */
  void display(Anchor group, String displayName) throws Exception;

  void addMember(Anchor group, Anchor member) throws Exception;

  void removeMember(Anchor group, Anchor member) throws Exception;

  void delete(Anchor object) throws Exception;

  /** The members the system holds, seen without the connector. */
  Set<Anchor> members(Anchor group) throws Exception;

  /** The {@code displayName} the system holds; empty if the object is not there. */
  Optional<String> displayed(Anchor group) throws Exception;

  /**
   * The request that creates an object with everything the system asks for.
   *
   * @param type {@code user} or {@code group}
   * @param name the {@code displayName}, and what the DN is made of
   */
  ExportRequest addition(
      long key, String type, String name, Collection<ReferenceChange> references);

  /** The DN by which an export may mean an object that was read or made under a name. */
  String dn(String name);

  /** The most members it is worth making for a test of size. */
  int manyMembers();

  @Override
  void close() throws Exception;
}
