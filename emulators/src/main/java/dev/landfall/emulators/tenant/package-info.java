/**
 * The embedded tenant: an in-process server that speaks the part of Microsoft Graph that hybrid
 * identity needs, with a commit log behind its delta queries and a directory synchronization
 * endpoint of our own. Read {@link dev.landfall.emulators.tenant.EmbeddedTenant} first, then {@code
 * TenantState}. Nothing here is used when a real tenant is configured.
 */
@NullMarked
package dev.landfall.emulators.tenant;

import org.jspecify.annotations.NullMarked;
