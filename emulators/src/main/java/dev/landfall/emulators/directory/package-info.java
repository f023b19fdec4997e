/**
 * An LDAP server inside this process that behaves as an Active Directory domain controller where a
 * client notices: identifiers, linked values, group scopes, range retrieval, DirSync, tombstones,
 * the schema container and the words of its refusals. All state is in memory. Read {@link
 * dev.landfall.emulators.directory.EmbeddedDirectory} first, then {@code DirectoryStore}.
 */
@NullMarked
package dev.landfall.emulators.directory;

import org.jspecify.annotations.NullMarked;
