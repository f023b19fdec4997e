/**
 * The in-memory store and the contract suite every store passes. Read {@link
 * dev.landfall.testkit.store.InMemoryStore} first.
 */
@NullMarked
package dev.landfall.testkit.store;

import org.jspecify.annotations.NullMarked;
