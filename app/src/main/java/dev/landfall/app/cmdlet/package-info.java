/**
 * The cmdlets of module ADSync under their own names, for administrators who know them and for
 * procedures that are written with them. Each family is a file, all of them are listed in {@link
 * dev.landfall.app.cmdlet.Cmdlets}; the work is done by what our own commands use.
 */
@NullMarked
package dev.landfall.app.cmdlet;

import org.jspecify.annotations.NullMarked;
