/**
 * Rehearsals: a migration or a cycle on copies of a tenant and a domain, by the same engine that
 * does it in production. Nothing here decides anything about objects; read {@link
 * dev.landfall.app.rehearse.Rehearsal} first.
 */
@NullMarked
package dev.landfall.app.rehearse;

import org.jspecify.annotations.NullMarked;
