/**
 * The functions of the Cloud Sync dialect, one row each, by family. Start with {@link
 * dev.landfall.expression.cloudsync.CloudSyncCatalogue}.
 */
@NullMarked
package dev.landfall.expression.cloudsync;

import org.jspecify.annotations.NullMarked;
