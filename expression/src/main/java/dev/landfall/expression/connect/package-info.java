/**
 * The functions of the Connect Sync dialect, one row each, by family. Start with {@link
 * dev.landfall.expression.connect.ConnectCatalogue}.
 */
@NullMarked
package dev.landfall.expression.connect;

import org.jspecify.annotations.NullMarked;
