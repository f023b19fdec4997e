/**
 * Tokens to syntax tree: one Pratt parser for both dialects. Start with {@link
 * dev.landfall.expression.parse.Parser}. Names mean nothing here yet; see the check package.
 */
@NullMarked
package dev.landfall.expression.parse;

import org.jspecify.annotations.NullMarked;
