/**
 * See before it happens: what a synchronization of one object, or of all objects under changed
 * rules, would do. The real steps run in a transaction that is rolled back; what is shown is what
 * they told ({@link dev.landfall.engine.sync.Explanation}) and what they left in the store. Nothing
 * here decides anything. Read {@link dev.landfall.engine.preview.Preview} first.
 */
@NullMarked
package dev.landfall.engine.preview;

import org.jspecify.annotations.NullMarked;
