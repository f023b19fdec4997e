/** Pending exports in every format. */
@NullMarked
package dev.landfall.app.pending;

import org.jspecify.annotations.NullMarked;
