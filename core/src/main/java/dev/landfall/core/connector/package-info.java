/**
 * The connector SPI: how the engine reads from and writes to a connected system. Read {@link
 * dev.landfall.core.connector.Connector} first, then {@link
 * dev.landfall.core.connector.ImportSink}.
 */
@NullMarked
package dev.landfall.core.connector;

import org.jspecify.annotations.NullMarked;
