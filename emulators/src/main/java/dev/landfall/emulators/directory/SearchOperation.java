package dev.landfall.emulators.directory;

import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Finds the objects of a search; {@link EntryRenderer} shows them. */
final class SearchOperation {
  private final DirectoryStore store;
  private final FilterMatcher matcher;
  private final Candidates candidates;

  SearchOperation(DirectoryStore store) {
    this.store = store;
    this.matcher = new FilterMatcher(store);
    this.candidates = new Candidates(store);
  }

  List<DirectoryObject> find(SearchRequestProtocolOp request, boolean deleted, boolean catalog) {
    Filter filter = request.getFilter();
    boolean wholeForest = request.getBaseDN().isEmpty() && catalog;
    DirectoryObject base = wholeForest ? store.root() : base(request.getBaseDN(), deleted);
    List<DirectoryObject> found = new ArrayList<>();
    SearchScope scope = request.getScope();
    if (scope == SearchScope.BASE) {
      keep(base, filter, true, found);
      return found;
    }
    Collection<DirectoryObject> few = candidates.of(filter);
    if (few != null) {
      for (DirectoryObject object : few) {
        boolean inScope =
            scope == SearchScope.ONE
                ? object.parent() == base
                : wholeForest || object.isBelow(base);
        if (inScope) {
          keep(object, filter, deleted, found);
        }
      }
    } else if (scope == SearchScope.ONE) {
      base.children().forEach(child -> keep(child, filter, deleted, found));
    } else {
      walk(base, filter, deleted, wholeForest, found);
    }
    return found;
  }

  private DirectoryObject base(String name, boolean deleted) {
    if (deleted) {
      return store.find(name).orElseGet(() -> store.require(name));
    }
    return store.require(name);
  }

  private void walk(
      DirectoryObject at,
      Filter filter,
      boolean deleted,
      boolean allContexts,
      List<DirectoryObject> found) {
    keep(at, filter, deleted, found);
    for (DirectoryObject child : at.children()) {
      if (allContexts || !child.namingContext()) {
        walk(child, filter, deleted, allContexts, found);
      }
    }
  }

  private void keep(
      DirectoryObject object, Filter filter, boolean deleted, List<DirectoryObject> found) {
    if ((deleted || !object.deleted()) && matcher.matches(filter, object)) {
      found.add(object);
    }
  }
}
