/**
 * The cloud port: Entra ID as Cloud Sync and the migration use it. Read {@link
 * dev.landfall.core.cloud.CloudDirectory} first.
 */
@NullMarked
package dev.landfall.core.cloud;

import org.jspecify.annotations.NullMarked;
