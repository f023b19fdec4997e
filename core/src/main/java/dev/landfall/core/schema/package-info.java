/** Schemas of connected systems and of the metaverse. */
@NullMarked
package dev.landfall.core.schema;

import org.jspecify.annotations.NullMarked;
