package dev.landfall.testkit.fault;

import com.unboundid.ldap.listener.SearchEntryTransformer;
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.util.ObjectPair;
import org.jspecify.annotations.Nullable;

/** Lets one entry of a search through and swallows the rest, while it is on. */
final class FirstEntryOnly implements SearchEntryTransformer {
  private boolean on;
  private boolean passed;

  void begin() {
    on = true;
    passed = false;
  }

  void end() {
    on = false;
  }

  @Override
  @SuppressWarnings("NullAway") // null means: this entry is not sent
  public @Nullable ObjectPair<SearchResultEntryProtocolOp, Control[]> transformEntry(
      int messageId, SearchResultEntryProtocolOp entry, Control[] controls) {
    if (on && passed) {
      return null;
    }
    passed = true;
    return new ObjectPair<>(entry, controls);
  }
}
