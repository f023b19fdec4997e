/**
 * Active Directory over LDAP: the connector of Connect Sync and the directory port of Cloud Sync
 * and the migration. Knows LDAP and nothing of rules or stores. Read {@link
 * dev.landfall.connectors.ad.AdConnector} and {@link dev.landfall.connectors.ad.AdDirectory} first,
 * then {@code LdapLink}, through which both talk.
 */
@NullMarked
package dev.landfall.connectors.ad;

import org.jspecify.annotations.NullMarked;
