/**
 * Runs: the steps of the run profiles over a store and a connector, their results, and run history.
 * What a step decides comes from {@code engine.sync}; here it is stored and sent. Read {@link
 * dev.landfall.engine.run.ConnectSync} first.
 */
@NullMarked
package dev.landfall.engine.run;

import org.jspecify.annotations.NullMarked;
