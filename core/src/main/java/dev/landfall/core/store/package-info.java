/**
 * The store SPI: connector spaces with their holograms, the metaverse, links and references, and
 * keyed documents for everything small (settings, watermarks, rules, run history, journals). Read
 * {@link dev.landfall.core.store.Store} first, then {@link dev.landfall.core.store.CsObject}.
 */
@NullMarked
package dev.landfall.core.store;

import org.jspecify.annotations.NullMarked;
