/**
 * Makes companies that look like real ones: people with departments, managers and offices, and
 * groups of every kind with sizes from one member to everybody. Begin with {@link
 * dev.landfall.emulators.tenant.generate.TenantGenerator}. The same seed makes the same company, on
 * every machine.
 */
@NullMarked
package dev.landfall.emulators.tenant.generate;

import org.jspecify.annotations.NullMarked;
