/**
 * Cloud Sync: provisioning jobs that write cloud groups into Active Directory. Read {@link
 * dev.landfall.engine.cloudsync.ProvisioningCycle} first.
 */
@NullMarked
package dev.landfall.engine.cloudsync;

import org.jspecify.annotations.NullMarked;
