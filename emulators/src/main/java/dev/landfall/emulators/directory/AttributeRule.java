package dev.landfall.emulators.directory;

import java.util.Locale;

/**
 * One attribute of the schema.
 *
 * @param key the name in lower case, by which everything about the attribute is kept
 * @param rangeLower -1 for none; characters of a text, value of a number, bytes of a binary
 * @param rangeUpper -1 for none
 * @param searchFlags 1 indexed, 8 kept on a tombstone
 * @param linkId 0 for none, even for a forward link, odd for its back link
 */
record AttributeRule(
    String key,
    String name,
    String commonName,
    String oid,
    Syntax syntax,
    int omSyntax,
    boolean single,
    boolean inGlobalCatalog,
    boolean systemOnly,
    boolean constructed,
    long rangeLower,
    long rangeUpper,
    int searchFlags,
    int linkId) {

  AttributeRule(
      String name,
      String commonName,
      String oid,
      Syntax syntax,
      int omSyntax,
      boolean single,
      boolean inGlobalCatalog,
      boolean systemOnly,
      boolean constructed,
      long rangeLower,
      long rangeUpper,
      int searchFlags,
      int linkId) {
    this(
        name.toLowerCase(Locale.ROOT),
        name,
        commonName,
        oid,
        syntax,
        omSyntax,
        single,
        inGlobalCatalog,
        systemOnly,
        constructed,
        rangeLower,
        rangeUpper,
        searchFlags,
        linkId);
  }

  boolean forwardLink() {
    return linkId > 0 && linkId % 2 == 0;
  }

  boolean backLink() {
    return linkId % 2 == 1;
  }

  boolean keptOnTombstone() {
    return (searchFlags & 8) != 0;
  }

  /** Reads a line of {@code attributes.txt}. */
  static AttributeRule parse(String line) {
    String[] part = line.split(" ", -1);
    String flags = part[5];
    return new AttributeRule(
        part[0],
        part[1],
        part[2],
        Syntax.valueOf(part[3]),
        Integer.parseInt(part[4]),
        flags.contains("S"),
        flags.contains("G"),
        flags.contains("R"),
        flags.contains("C"),
        number(part[6]),
        number(part[7]),
        Integer.parseInt(part[8]),
        Math.max(0, (int) number(part[9])));
  }

  private static long number(String text) {
    return text.equals("-") ? -1 : Long.parseLong(text);
  }
}
