/**
 * Pending exports for review: read from the store page by page and written as they come, so that a
 * million of them fit as well as ten. One class per format. Read {@link
 * dev.landfall.app.pending.PendingExportReader} first.
 */
@NullMarked
package dev.landfall.app.pending;

import org.jspecify.annotations.NullMarked;
