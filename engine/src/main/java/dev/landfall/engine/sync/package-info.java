/**
 * Synchronization as pure decisions: objects and look-ups in, a decision as data out. Nothing here
 * sees a store, a connector or the clock of the machine, so that preview, staging mode and the real
 * run are one code path. Read {@link dev.landfall.engine.sync.InboundSynchronization} first, then
 * {@link dev.landfall.engine.sync.OutboundSynchronization}.
 */
@NullMarked
package dev.landfall.engine.sync;

import org.jspecify.annotations.NullMarked;
