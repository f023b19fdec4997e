package dev.landfall.core.directory;

import dev.landfall.core.value.ObjectGuid;

/** One value of {@code member}: the object it points to now. */
public record MemberEntry(ObjectGuid guid, String dn) {}
