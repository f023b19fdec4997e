package dev.landfall.emulators.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Modification;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The store with its operations and limits, shared by all connections. */
final class Server {
  private final DirectoryStore store;
  private final Passwords passwords;
  private final AddOperation adding;
  private final ModifyOperation modifying;
  private final RenameOperation renaming;
  private final DeleteOperation deleting;
  private final UndeleteOperation undeleting;
  private final TlsIdentity identity;
  private final Limits limits;
  private final boolean requiresTls;
  private final Faults faults = new Faults();

  Server(DirectoryStore store, TlsIdentity identity, Limits limits, boolean requiresTls) {
    this.store = store;
    this.identity = identity;
    this.limits = limits;
    this.requiresTls = requiresTls;
    passwords = new Passwords(store);
    adding = new AddOperation(store);
    modifying = new ModifyOperation(store);
    renaming = new RenameOperation(store);
    deleting = new DeleteOperation(store);
    undeleting = new UndeleteOperation(store, modifying);
  }

  DirectoryStore store() {
    return store;
  }

  Passwords passwords() {
    return passwords;
  }

  TlsIdentity identity() {
    return identity;
  }

  Limits limits() {
    return limits;
  }

  boolean requiresTls() {
    return requiresTls;
  }

  Faults faults() {
    return faults;
  }

  DirectoryObject add(String dn, List<Attribute> attributes, boolean system) {
    return adding.add(dn, attributes, system);
  }

  void modify(String dn, List<Modification> modifications, boolean permissive) {
    modifying.modify(dn, modifications, permissive);
  }

  void rename(String dn, String newRdn, boolean deleteOldRdn, @Nullable String newSuperior) {
    renaming.rename(dn, newRdn, deleteOldRdn, newSuperior);
  }

  void undelete(String dn, List<Modification> modifications, boolean permissive) {
    undeleting.undelete(dn, modifications, permissive);
  }

  void delete(String dn, boolean tree) {
    deleting.delete(dn, tree);
  }

  <T> T writing(Supplier<T> work) {
    return locked(store.lock.writeLock(), work);
  }

  <T> T reading(Supplier<T> work) {
    return locked(store.lock.readLock(), work);
  }

  private static <T> T locked(Lock lock, Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The LDAP policy limits a client meets.
   *
   * @param page most entries of one answer
   * @param range most values of one linked attribute of one entry
   */
  record Limits(int page, int range) {}
}
