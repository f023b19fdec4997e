/** The product's entry point. Read {@link dev.landfall.app.Main} first. */
@NullMarked
package dev.landfall.app;

import org.jspecify.annotations.NullMarked;
