/** Access to the reference material that lies beside the project. */
@NullMarked
package dev.landfall.testkit.reference;

import org.jspecify.annotations.NullMarked;
