package dev.landfall.engine.schedule;

import dev.landfall.core.store.Store;
import dev.landfall.engine.run.EngineSettings;
import dev.landfall.engine.run.RunHistory;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done from time to time so that the store does not grow for ever: old runs go. */
public final class Maintenance {
  private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

  private final Store store;
  private final Clock clock;
  private final EngineSettings settings;

  public Maintenance(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
    this.settings = new EngineSettings(store.documents());
  }

  /** Purges the run history by its setting, unless maintenance is switched off. */
  public void run() {
    if (settings.maintenanceEnabled()) {
      purgeRunHistory(settings.purgeRunHistoryInterval());
    }
  }

  /**
   * Removes runs older than this, whatever the settings say.
   *
   * @return how many
   */
  public int purgeRunHistory(Duration olderThan) {
    int purged =
        store.inTransaction(
            () -> new RunHistory(store.documents()).purge(clock.instant().minus(olderThan)));
    if (purged > 0) {
      LOG.info("run history purged runs={} olderThan={}", purged, olderThan);
    }
    return purged;
  }
}
