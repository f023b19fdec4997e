package dev.landfall.core.directory;

import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.ObjectGuid;

/**
 * An entry as read.
 *
 * @param sid the {@code objectSid} in text form; empty for objects without one
 * @param objectClass the most derived class, e.g. {@code group}
 */
public record DirectoryEntry(
    ObjectGuid guid, String sid, String dn, String objectClass, Attributes attributes) {}
