/**
 * Scope filters: clauses and their 20 operators, one line each in {@link
 * dev.landfall.engine.rule.scope.ScopeOperator}.
 */
@NullMarked
package dev.landfall.engine.rule.scope;

import org.jspecify.annotations.NullMarked;
