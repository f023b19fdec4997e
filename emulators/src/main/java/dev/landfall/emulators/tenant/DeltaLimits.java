package dev.landfall.emulators.tenant;

import java.time.Duration;

/**
 * How far a delta query goes.
 *
 * @param tokenLife after this long a token answers 410
 * @param objects a page ends after so many objects
 * @param memberEntries or after so many member entries, whichever comes first
 */
record DeltaLimits(Duration tokenLife, int objects, int memberEntries) {
  static final DeltaLimits USUAL = new DeltaLimits(Duration.ofDays(7), 200, 5_000);

  DeltaLimits living(Duration life) {
    return new DeltaLimits(life, objects, memberEntries);
  }

  DeltaLimits pages(int mostObjects, int mostEntries) {
    return new DeltaLimits(tokenLife, mostObjects, mostEntries);
  }
}
