/** Errors that end a step. An error of one object is data, not an exception. */
@NullMarked
package dev.landfall.core.error;

import org.jspecify.annotations.NullMarked;
