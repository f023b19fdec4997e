package dev.landfall.expression;

import java.util.Optional;

/**
 * A part of an expression and what it gave, in the order of evaluation: parts before the whole. A
 * part that is walked value by value has a step for each; a branch not taken has none.
 *
 * @param position UTF-16 offset in the source
 * @param text the part, spelled in full
 * @param value empty if it failed
 * @param failure why it failed; empty otherwise
 */
public record EvaluationStep(
    int position, String text, Optional<ExpressionValue> value, String failure) {}
