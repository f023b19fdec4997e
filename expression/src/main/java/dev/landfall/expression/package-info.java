/**
 * Both expression languages: source, parse, check, plan, evaluate. Start with {@link
 * dev.landfall.expression.Expression}. No I/O, no JSON, no wall clock: what an evaluation reads
 * comes through {@link dev.landfall.expression.EvaluationContext}.
 */
@NullMarked
package dev.landfall.expression;

import org.jspecify.annotations.NullMarked;
