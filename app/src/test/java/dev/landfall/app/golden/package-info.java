/** The real rules of a Connect server over a directory, compared with values derived by hand. */
@org.jspecify.annotations.NullMarked
package dev.landfall.app.golden;
