package dev.landfall.emulators.directory;

import java.util.Locale;

/** The attribute syntaxes of Active Directory (MS-ADTS 3.1.1.2.2.2), as far as matching differs. */
enum Syntax {
  DN("2.5.5.1"),
  OID("2.5.5.2"),
  CASE("2.5.5.3"),
  TELETEX("2.5.5.4"),
  IA5("2.5.5.5"),
  NUMERIC("2.5.5.6"),
  DNBIN("2.5.5.7"),
  BOOLEAN("2.5.5.8"),
  INTEGER("2.5.5.9"),
  OCTETS("2.5.5.10"),
  TIME("2.5.5.11"),
  UNICODE("2.5.5.12"),
  PRESENTATION("2.5.5.13"),
  DNSTRING("2.5.5.14"),
  NTSEC("2.5.5.15"),
  LARGE("2.5.5.16"),
  SID("2.5.5.17");

  private final String id;

  Syntax(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  boolean binary() {
    return this == OCTETS || this == NTSEC || this == SID;
  }

  boolean integer() {
    return this == INTEGER || this == LARGE;
  }

  /** The syntax with an id such as {@code 2.5.5.12}; unknown ones are treated as text. */
  static Syntax ofId(String id) {
    for (Syntax syntax : values()) {
      if (syntax.id.equals(id)) {
        return syntax;
      }
    }
    return UNICODE;
  }

  /** The form in which two equal text values are equal strings. */
  static String fold(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
