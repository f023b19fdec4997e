/**
 * What a function is (definition, arguments, faults) and the algorithms both catalogues share.
 * Start with {@link dev.landfall.expression.function.FunctionDefinition}.
 */
@NullMarked
package dev.landfall.expression.function;

import org.jspecify.annotations.NullMarked;
