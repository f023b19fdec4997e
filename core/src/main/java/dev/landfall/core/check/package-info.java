/** Results of checks, as shown by {@code landfall check} and {@code landfall migrate assess}. */
@NullMarked
package dev.landfall.core.check;

import org.jspecify.annotations.NullMarked;
