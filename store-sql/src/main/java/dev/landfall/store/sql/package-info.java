/**
 * The store in one SQLite file: plain JDBC, statements prepared once, bodies in a compact binary
 * form. Read {@link dev.landfall.store.sql.SqliteStore} first, then the schema scripts.
 */
@NullMarked
package dev.landfall.store.sql;

import org.jspecify.annotations.NullMarked;
