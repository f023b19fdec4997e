/** The composition root: which classes make up a running Landfall, in plain {@code new}. */
@NullMarked
package dev.landfall.app.wiring;

import org.jspecify.annotations.NullMarked;
