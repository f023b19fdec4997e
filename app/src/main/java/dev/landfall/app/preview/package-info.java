/**
 * Previews and objects as people and scripts read them: text and JSON of what {@code
 * engine.preview} found. Decides nothing, reads no store. Read {@link
 * dev.landfall.app.preview.PreviewText} first.
 */
@NullMarked
package dev.landfall.app.preview;

import org.jspecify.annotations.NullMarked;
