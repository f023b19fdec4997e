/** Time that tests set. */
@NullMarked
package dev.landfall.testkit.time;

import org.jspecify.annotations.NullMarked;
