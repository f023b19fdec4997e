/**
 * Finds everything wrong with a syntax tree and reports it as values. Start with {@link
 * dev.landfall.expression.check.Checker}.
 */
@NullMarked
package dev.landfall.expression.check;

import org.jspecify.annotations.NullMarked;
