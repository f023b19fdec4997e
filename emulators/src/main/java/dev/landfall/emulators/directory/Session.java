package dev.landfall.emulators.directory;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One client connection: who is bound, through which port, and the searches it reads page by page.
 */
final class Session {
  private final boolean globalCatalog;
  private final DirectoryStore store;
  private final Map<Integer, List<DirectoryObject>> openPages = new HashMap<>();
  private @Nullable DirectoryObject account;
  private @Nullable Ordered ordered;
  private int lastPage;

  Session(DirectoryStore store, boolean globalCatalog) {
    this.store = store;
    this.globalCatalog = globalCatalog;
  }

  boolean globalCatalog() {
    return globalCatalog;
  }

  boolean bound() {
    return account != null;
  }

  void bind(@Nullable DirectoryObject newAccount) {
    account = newAccount;
    openPages.clear();
    ordered = null;
  }

  /** Administrators and those in a group named {@code Domain Admins} may write and replicate. */
  boolean mayWrite() {
    DirectoryObject who = account;
    if (who == null || globalCatalog) {
      return false;
    }
    if (who.values("objectsid").stream().anyMatch(sid -> Sids.rid(sid.getValue()) == 500)) {
      return true;
    }
    return store
        .find("CN=Domain Admins,CN=Users," + store.root().dn())
        .map(admins -> admins.links("member").containsKey(who))
        .orElse(false);
  }

  /** {@code u:DOMAIN\name}; empty for nobody. */
  String authorizationId() {
    DirectoryObject who = account;
    return who == null ? "" : "u:" + store.netBiosName() + "\\" + who.text("samaccountname");
  }

  /**
   * The targets of a large link by position, kept from one range to the next: counting up to where
   * a range begins would make the reading of a group quadratic.
   */
  List<DirectoryObject> inOrder(
      DirectoryObject owner, AttributeRule rule, Collection<DirectoryObject> targets) {
    Ordered kept = ordered;
    if (kept == null || !kept.isOf(owner, rule, targets.size())) {
      kept = new Ordered(owner, rule, owner.usnChanged(), List.copyOf(targets));
      ordered = kept;
    }
    return kept.targets();
  }

  private record Ordered(
      DirectoryObject owner, AttributeRule rule, long usn, List<DirectoryObject> targets) {
    boolean isOf(DirectoryObject object, AttributeRule attribute, int size) {
      return owner == object
          && rule.key().equals(attribute.key())
          && usn == object.usnChanged()
          && targets.size() == size;
    }
  }

  int keep(List<DirectoryObject> rest) {
    lastPage++;
    openPages.put(lastPage, rest);
    return lastPage;
  }

  @Nullable List<DirectoryObject> take(int page) {
    return openPages.remove(page);
  }
}
