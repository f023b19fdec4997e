/**
 * The numbered cases of the specification, each a test whose name begins with its id ({@code
 * cs37_…}), run on the real engine over a SQLite store. Read {@link
 * dev.landfall.app.conformance.ConformanceLab} first.
 */
@NullMarked
package dev.landfall.app.conformance;

import org.jspecify.annotations.NullMarked;
