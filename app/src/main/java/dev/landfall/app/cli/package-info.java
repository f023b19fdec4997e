/**
 * The command line: one class for each family of commands, listed in {@link dev.landfall.app.Main}.
 */
@NullMarked
package dev.landfall.app.cli;

import org.jspecify.annotations.NullMarked;
