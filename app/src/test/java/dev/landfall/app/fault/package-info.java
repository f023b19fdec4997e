/** What happens when a connected system fails in the middle of something. */
@org.jspecify.annotations.NullMarked
package dev.landfall.app.fault;
