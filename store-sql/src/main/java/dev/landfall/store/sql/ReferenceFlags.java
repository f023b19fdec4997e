package dev.landfall.store.sql;

/**
 * The states of a reference row as bits, and the rules of {@link
 * dev.landfall.core.store.References} as SQL on the column {@code flags}.
 */
final class ReferenceFlags {
  // 1 imported, 2 synchronized, 4/8 unapplied add/remove, 16/32 escrowed, 64/128 unconfirmed.

  /** Not at rest; the words of the partial index, so that it is used. */
  static final String OPEN = "flags <> 3";

  static final String IMPORTED = "(flags & 1) <> 0";

  static final String IMPORT_PENDING = "(flags & 3) IN (1, 2)";

  static final String UNAPPLIED = "(flags & 12) <> 0";

  static final String ESCROWED = "(flags & 48) <> 0";

  static final String EXPORT_PENDING = "(flags & 60) <> 0";

  /** Imported or being added, and not being removed; what is unapplied is the last word. */
  static final String EXPECTED = "((flags & 4) <> 0 OR ((flags & 85) <> 0 AND (flags & 168) = 0))";

  /** An import may find these gone. */
  static final String MISSABLE = "(flags & 65) <> 0";

  /** Seen present: an unconfirmed remove was not done and is staged again. */
  static final String SEEN =
      "(flags & ~196 | 1)"
          + " | (CASE WHEN (flags & 128) <> 0 AND (flags & 60) = 0 THEN 8 ELSE 0 END)";

  /** Seen gone: an unconfirmed add was not done and is staged again. */
  static final String MISSED =
      "(flags & ~201) | (CASE WHEN (flags & 64) <> 0 AND (flags & 60) = 0 THEN 4 ELSE 0 END)";

  static final String SYNCHRONIZED = "(flags & ~2) | ((flags & 1) << 1)";

  static final String STAGED_ADD = "CASE WHEN (flags & 8) <> 0 THEN flags & ~8 ELSE flags | 4 END";

  static final String STAGED_REMOVE =
      "CASE WHEN (flags & 4) <> 0 THEN flags & ~4 ELSE flags | 8 END";

  static final String DROPPED = "flags & ~12";

  static final String SENDING = "(flags & ~12) | ((flags & 12) << 2)";

  /** Back to unapplied, unless something newer was staged meanwhile. */
  static final String REVERTED =
      "(flags & ~48) | (CASE WHEN (flags & 12) <> 0 THEN 0 ELSE (flags & 48) >> 2 END)";

  static final String ACCEPTED = "(flags & ~240) | ((flags & 48) << 2)";

  private ReferenceFlags() {}

  /** A condition on the flags of one of several reference tables in a statement. */
  static String of(String alias, String condition) {
    return condition.replace("flags", alias + ".flags");
  }
}
