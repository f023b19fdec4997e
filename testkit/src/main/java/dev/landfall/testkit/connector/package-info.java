/** Connectors that behave without a connected system, and the contract every connector passes. */
@NullMarked
package dev.landfall.testkit.connector;

import org.jspecify.annotations.NullMarked;
