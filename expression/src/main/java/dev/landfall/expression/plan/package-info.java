/**
 * Syntax tree to evaluation plan, and its evaluation. Start with {@link
 * dev.landfall.expression.plan.Planner}, then {@link dev.landfall.expression.plan.Lift} for
 * multi-valued attributes.
 */
@NullMarked
package dev.landfall.expression.plan;

import org.jspecify.annotations.NullMarked;
