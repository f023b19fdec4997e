/**
 * Characters to tokens, for both dialects. Start with {@link dev.landfall.expression.lex.Lexer}.
 */
@NullMarked
package dev.landfall.expression.lex;

import org.jspecify.annotations.NullMarked;
