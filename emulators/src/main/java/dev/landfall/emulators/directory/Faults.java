package dev.landfall.emulators.directory;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Failures on demand, for tests of clients. Safe for use by several threads. */
public final class Faults {
  private final AtomicLong entriesUntilCut = new AtomicLong(-1);
  private final AtomicInteger busy = new AtomicInteger();
  private final AtomicInteger mostValues = new AtomicInteger(Integer.MAX_VALUE);
  private final Set<String> denied = ConcurrentHashMap.newKeySet();
  private volatile boolean noReplication;

  Faults() {}

  /** Cuts the connection once, before the next search entry after this many. */
  public void cutConnectionAfterEntries(long entries) {
    entriesUntilCut.set(entries);
  }

  /** Answers the next writes with result 51, busy. */
  public void busyForNextWrites(int writes) {
    busy.set(writes);
  }

  /** Answers a modify with more values than this with result 11, admin limit exceeded. */
  public void mostValuesPerModify(int values) {
    mostValues.set(values);
  }

  /** Answers writes to this object with result 50, insufficient access. */
  public void denyWritesTo(String dn) {
    denied.add(Syntax.fold(dn));
  }

  /** Takes the right to replicate away: DirSync answers 50. */
  public void denyReplication() {
    noReplication = true;
  }

  boolean replicationDenied() {
    return noReplication;
  }

  boolean cutNow() {
    if (entriesUntilCut.get() < 0) {
      return false;
    }
    return entriesUntilCut.getAndDecrement() == 0;
  }

  void beforeWrite(String dn, int values) {
    if (busy.get() > 0 && busy.getAndDecrement() > 0) {
      throw AdError.busy();
    }
    if (values > mostValues.get()) {
      throw AdError.adminLimit();
    }
    if (denied.contains(Syntax.fold(dn))) {
      throw AdError.noAccess();
    }
  }
}
