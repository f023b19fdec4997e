/** The store SPI: connector spaces, the metaverse, run history, the journal. */
@NullMarked
package dev.landfall.core.store;

import org.jspecify.annotations.NullMarked;
