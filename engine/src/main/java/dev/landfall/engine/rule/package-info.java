/**
 * Synchronization rules: the model, their formats, and what is checked before one may be used. Read
 * {@link dev.landfall.engine.rule.SyncRule} first. Evaluation lives in {@code engine.sync}.
 */
@NullMarked
package dev.landfall.engine.rule;

import org.jspecify.annotations.NullMarked;
