/**
 * The migration of written-back groups from Connect Sync to Cloud Sync: assessment, plan, the seven
 * steps as a journalled state machine, verification. Read {@code Migration} first.
 */
@NullMarked
package dev.landfall.engine.migration;

import org.jspecify.annotations.NullMarked;
