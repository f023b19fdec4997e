package dev.landfall.emulators.directory;

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

  int keep(List<DirectoryObject> rest) {
    lastPage++;
    openPages.put(lastPage, rest);
    return lastPage;
  }

  @Nullable List<DirectoryObject> take(int page) {
    return openPages.remove(page);
  }
}
