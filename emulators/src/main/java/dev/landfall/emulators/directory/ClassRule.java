package dev.landfall.emulators.directory;

import java.util.List;

/**
 * One object class of the schema.
 *
 * @param category 0 and 1 structural, 2 abstract, 3 auxiliary
 * @param objectCategory the common name of the class shown as {@code objectCategory}
 */
record ClassRule(
    String name,
    String commonName,
    String oid,
    int category,
    String superior,
    String rdnAttribute,
    String objectCategory,
    List<String> auxiliaries,
    List<String> possibleSuperiors,
    List<String> must,
    List<String> may) {}
