/**
 * The cloud side: a thin Microsoft Graph client over the JDK's own, the Entra connector of Connect
 * Sync and the cloud port of Cloud Sync and the migration. Read {@link
 * dev.landfall.connectors.graph.GraphClient} first. Nothing here knows sync rules.
 */
@NullMarked
package dev.landfall.connectors.graph;

import org.jspecify.annotations.NullMarked;
