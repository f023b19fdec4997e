/**
 * Attribute names and values: what every room of the house agrees on. Read {@link
 * dev.landfall.core.value.Attributes} first.
 */
@NullMarked
package dev.landfall.core.value;

import org.jspecify.annotations.NullMarked;
