/**
 * When cycles are due: the scheduler's settings with what follows from them, and maintenance. The
 * cycle itself is in {@code engine.run}. Read {@link dev.landfall.engine.schedule.Scheduler} first.
 */
@NullMarked
package dev.landfall.engine.schedule;

import org.jspecify.annotations.NullMarked;
