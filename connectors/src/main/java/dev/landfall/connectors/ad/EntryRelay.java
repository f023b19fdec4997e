package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultListener;
import com.unboundid.ldap.sdk.SearchResultReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands entries on as they arrive, and keeps the first exception until the page was read. */
final class EntryRelay implements SearchResultListener {
  private static final long serialVersionUID = 1L;

  private final transient Consumer<SearchResultEntry> sink;
  private @Nullable RuntimeException failure;

  EntryRelay(Consumer<SearchResultEntry> sink) {
    this.sink = sink;
  }

  @Override
  public void searchEntryReturned(SearchResultEntry entry) {
    if (failure == null) {
      try {
        sink.accept(entry);
      } catch (RuntimeException e) {
        failure = e;
      }
    }
  }

  @Override
  public void searchReferenceReturned(SearchResultReference reference) {
    // Referrals point to other domains; their objects are not part of this one.
  }

  void rethrow() {
    if (failure != null) {
      throw failure;
    }
  }
}
