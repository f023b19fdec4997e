/**
 * The directory port: Active Directory as Cloud Sync and the migration use it. Read {@link
 * dev.landfall.core.directory.Directory} first.
 */
@NullMarked
package dev.landfall.core.directory;

import org.jspecify.annotations.NullMarked;
