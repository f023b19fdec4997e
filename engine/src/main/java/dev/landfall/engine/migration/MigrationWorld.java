package dev.landfall.engine.migration;

import dev.landfall.core.cloud.CloudDirectory;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.directory.Directory;
import dev.landfall.engine.cloudsync.JobStore;
import dev.landfall.engine.run.ConnectSync;
import java.time.Clock;

/**
 * Everything a migration reads and acts on.
 *
 * @param engine Connect Sync, the source engine
 * @param forest the connector of the forest that holds the written-back groups
 * @param container DN of the container that group writeback writes to
 * @param cloudSyncContainer DN of the container that Cloud Sync is to write to
 */
public record MigrationWorld(
    ConnectSync engine,
    CloudDirectory cloud,
    Directory directory,
    JobStore jobs,
    ConnectorId forest,
    String container,
    String cloudSyncContainer,
    Clock clock) {}
