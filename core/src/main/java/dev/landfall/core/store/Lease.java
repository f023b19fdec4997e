package dev.landfall.core.store;

import java.time.Instant;

/**
 * The right to write to a store. There is one at a time; each has a higher token than the one
 * before, and a transaction of a writer whose token is no longer the highest fails.
 *
 * @param token 0 when nobody holds the lease
 * @param holder for people: program, process id and machine
 * @param process id of the holder's process; 0 when that is not on this machine
 * @param since when it was taken
 */
public record Lease(long token, String holder, long process, Instant since) {
  /** Nobody may write. */
  public static final Lease NONE = new Lease(0, "", 0, Instant.EPOCH);
}
