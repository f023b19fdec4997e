package dev.landfall.store.sql;

import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.store.LongCursor;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The one connection, its prepared statements and its transaction. Not thread-safe. What it reads
 * is read to the end at once, except by {@link #stream}; so a statement is free again on return.
 */
final class Database implements AutoCloseable {
  /** Makes a value of the current row. */
  interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  private final Path file;
  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private final Map<String, Deque<PreparedStatement>> idle = new HashMap<>();
  private final List<Runnable> onRollback = new ArrayList<>();
  private boolean inTransaction;
  private boolean rehearsing;
  private Runnable before = () -> {};

  /** Takes over a connection that does not commit by itself. */
  Database(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /** What to do when a transaction was taken back: forget what was cached meanwhile. */
  void onRollback(Runnable action) {
    onRollback.add(action);
  }

  /** What every transaction begins with; if it throws, nothing else of the transaction happens. */
  void beforeTransactions(Runnable check) {
    before = check;
  }

  <T> T inTransaction(Supplier<T> work) {
    if (inTransaction) {
      return work.get();
    }
    if (rehearsing) {
      return rehearse(work);
    }
    inTransaction = true;
    try {
      before.run();
      T result = work.get();
      connection.commit();
      return result;
    } catch (SQLException failure) {
      rollback(failure);
      throw failed(failure);
    } catch (RuntimeException | Error failure) {
      rollback(failure);
      throw failure;
    } finally {
      inTransaction = false;
    }
  }

  void inTransaction(Runnable work) {
    inTransaction(
        () -> {
          work.run();
          return true;
        });
  }

  /**
   * Runs the work in a transaction that is taken back however it ends. The transactions in it are
   * savepoints: what an exception interrupts is taken back there and then, as in earnest.
   */
  <T> T rolledBack(Supplier<T> work) {
    if (inTransaction || rehearsing) {
      throw new IllegalStateException("Part of a transaction cannot be rolled back alone.");
    }
    before.run();
    rehearsing = true;
    T result;
    try {
      result = work.get();
    } catch (RuntimeException | Error failure) {
      rollback(failure);
      throw failure;
    } finally {
      rehearsing = false;
    }
    try {
      connection.rollback();
    } catch (SQLException failure) {
      throw failed(failure);
    }
    onRollback.forEach(Runnable::run);
    return result;
  }

  private <T> T rehearse(Supplier<T> work) {
    inTransaction = true;
    try {
      Savepoint start = connection.setSavepoint();
      try {
        T result = work.get();
        connection.releaseSavepoint(start);
        return result;
      } catch (RuntimeException | Error failure) {
        connection.rollback(start);
        onRollback.forEach(Runnable::run);
        throw failure;
      }
    } catch (SQLException failure) {
      throw failed(failure);
    } finally {
      inTransaction = false;
    }
  }

  private void rollback(Throwable cause) {
    try {
      connection.rollback();
      onRollback.forEach(Runnable::run);
    } catch (SQLException | RuntimeException again) {
      cause.addSuppressed(again);
    }
  }

  /** Runs a change; returns the number of rows changed. */
  int update(String sql, @Nullable Object... parameters) {
    try {
      PreparedStatement statement = prepared(sql);
      bind(statement, parameters);
      return statement.executeUpdate();
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  <T> List<T> list(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
    try {
      PreparedStatement statement = prepared(sql);
      bind(statement, parameters);
      List<T> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(mapper.map(result));
        }
      }
      return rows;
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
    try {
      PreparedStatement statement = prepared(sql);
      bind(statement, parameters);
      try (ResultSet result = statement.executeQuery()) {
        return result.next() ? Optional.of(mapper.map(result)) : Optional.empty();
      }
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  /** The number in the first row, or 0 without a row. */
  long number(String sql, @Nullable Object... parameters) {
    try {
      PreparedStatement statement = prepared(sql);
      bind(statement, parameters);
      try (ResultSet result = statement.executeQuery()) {
        return result.next() ? result.getLong(1) : 0;
      }
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  /** Fills the array with the first column; returns how many rows there were. */
  int numbers(String sql, long[] into, @Nullable Object... parameters) {
    try {
      PreparedStatement statement = prepared(sql);
      bind(statement, parameters);
      int count = 0;
      try (ResultSet result = statement.executeQuery()) {
        while (count < into.length && result.next()) {
          into[count++] = result.getLong(1);
        }
      }
      return count;
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  /**
   * Streams the first column. The query must sort its whole result before the first row, so that
   * changes made while reading do not disturb it.
   */
  LongCursor stream(String sql, @Nullable Object... parameters) {
    try {
      Deque<PreparedStatement> free = idle.computeIfAbsent(sql, fresh -> new ArrayDeque<>());
      PreparedStatement statement = free.poll();
      if (statement == null) {
        statement = connection.prepareStatement(sql);
      }
      bind(statement, parameters);
      return new Stream(statement, statement.executeQuery(), free);
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  private final class Stream implements LongCursor {
    private final PreparedStatement statement;
    private final Deque<PreparedStatement> free;
    private @Nullable ResultSet result;

    private Stream(PreparedStatement statement, ResultSet result, Deque<PreparedStatement> free) {
      this.statement = statement;
      this.result = result;
      this.free = free;
    }

    @Override
    public long next() {
      try {
        if (result == null) {
          return END;
        }
        if (result.next()) {
          return result.getLong(1);
        }
        close();
        return END;
      } catch (SQLException failure) {
        throw failed(failure);
      }
    }

    @Override
    public void close() {
      try {
        if (result != null) {
          result.close();
          result = null;
          free.push(statement);
        }
      } catch (SQLException failure) {
        throw failed(failure);
      }
    }
  }

  private PreparedStatement prepared(String sql) throws SQLException {
    PreparedStatement known = statements.get(sql);
    if (known == null) {
      known = connection.prepareStatement(sql);
      statements.put(sql, known);
    }
    return known;
  }

  private static void bind(PreparedStatement statement, @Nullable Object... parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }

  /** Two objects claiming one key is the caller's mistake; all else is the medium's. */
  private RuntimeException failed(SQLException failure) {
    if (failure instanceof SQLiteException sqlite
        && (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE
            || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY)) {
      return new IllegalStateException(
          "Another object holds this anchor, DN or link already: " + failure.getMessage(), failure);
    }
    if (failure instanceof SQLiteException sqlite
        && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_BUSY_SNAPSHOT) {
      return new LandfallException(
          ErrorCode.RUN_IN_PROGRESS,
          "Another process took over the store \"" + file + "\"; this one writes no more.",
          failure);
    }
    return storeFailed(file, failure);
  }

  static LandfallException storeFailed(Path file, Exception failure) {
    return new LandfallException(
        ErrorCode.STORE_FAILED,
        "The store \""
            + file
            + "\" cannot be read or written: "
            + failure.getMessage()
            + " Check the free space and the permissions of its folder; if the file is damaged,"
            + " restore it from a backup.",
        failure);
  }

  /** Takes back what was not committed. Closing again changes nothing. */
  @Override
  public void close() {
    try {
      if (!connection.isClosed()) {
        connection.rollback();
        connection.close();
      }
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }
}
