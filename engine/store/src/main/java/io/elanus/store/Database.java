package io.elanus.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * The one connection to {@code catalog.db}, its prepared statements and transactions. One thread at
 * a time uses it, the others wait.
 */
final class Database implements AutoCloseable {
  /** Reads the current row of a result. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Works on a prepared statement. */
  @FunctionalInterface
  interface StatementWork<T> {
    T apply(PreparedStatement statement) throws SQLException;
  }

  private final Connection connection;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private int depth;

  private Database(Connection connection) {
    this.connection = connection;
  }

  static Database open(Path file) {
    try {
      // Without the driver manager, which would look for drivers in every jar.
      Connection connection =
          new JDBC4Connection("jdbc:sqlite:" + file, file.toString(), new Properties());
      Database database = new Database(connection);
      // Before WAL, so that the index of the log lies in memory and not in a file, for which a full
      // disk would have no room.
      database.run("PRAGMA locking_mode = EXCLUSIVE");
      database.run("PRAGMA journal_mode = WAL");
      database.run("PRAGMA synchronous = FULL");
      database.run("PRAGMA wal_autocheckpoint = 4000");
      database.run("PRAGMA cache_size = -65536");
      return database;
    } catch (SQLException failure) {
      throw Failures.of("opening " + file, failure);
    }
  }

  /** Runs the work in a transaction, or in the one that this thread has begun already. */
  <T> T transaction(String doing, Supplier<T> work) {
    lock.lock();
    try {
      if (depth > 0) {
        return work.get();
      }
      depth++;
      try {
        run("BEGIN IMMEDIATE");
        T result = work.get();
        run("COMMIT");
        return result;
      } catch (SQLException failure) {
        rollback(failure);
        throw Failures.of(doing, failure);
      } catch (RuntimeException | Error failure) {
        rollback(failure);
        throw failure;
      } finally {
        depth--;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Runs the work while no other thread uses the database. */
  <T> T read(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  private void rollback(Throwable because) {
    try {
      run("ROLLBACK");
    } catch (SQLException alreadyRolledBack) {
      because.addSuppressed(alreadyRolledBack);
    }
  }

  /** Runs a statement that is not worth keeping. */
  void execute(String sql) {
    lock.lock();
    try {
      run(sql);
    } catch (SQLException failure) {
      throw Failures.of("writing the catalogue", failure);
    } finally {
      lock.unlock();
    }
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  int update(String sql, Object... arguments) {
    return with(
        sql,
        statement -> {
          bind(statement, arguments);
          return statement.executeUpdate();
        });
  }

  <T> List<T> query(String sql, RowReader<T> reader, Object... arguments) {
    return with(
        sql,
        statement -> {
          bind(statement, arguments);
          List<T> rows = new ArrayList<>();
          try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
              rows.add(reader.read(result));
            }
          }
          return rows;
        });
  }

  /** Looks at the rows of a result one by one. */
  interface RowVisitor {
    void visit(ResultSet row) throws SQLException;
  }

  /** Runs a query that is not worth keeping, row by row. */
  void scan(String sql, RowVisitor visitor) {
    lock.lock();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        visitor.visit(result);
      }
    } catch (SQLException failure) {
      throw Failures.of("using the catalogue", failure);
    } finally {
      lock.unlock();
    }
  }

  <T> Optional<T> queryFirst(String sql, RowReader<T> reader, Object... arguments) {
    return query(sql, reader, arguments).stream().findFirst();
  }

  long queryLong(String sql, Object... arguments) {
    return queryFirst(sql, row -> row.getLong(1), arguments).orElseThrow();
  }

  /** Lends the prepared statement of an SQL text, which is kept for the next time. */
  <T> T with(String sql, StatementWork<T> work) {
    lock.lock();
    try {
      PreparedStatement statement = statements.get(sql);
      if (statement == null) {
        statement = connection.prepareStatement(sql);
        statements.put(sql, statement);
      }
      return work.apply(statement);
    } catch (SQLException failure) {
      throw Failures.of("using the catalogue", failure);
    } finally {
      lock.unlock();
    }
  }

  /** Closes the kept statements, which may name a table that is about to go. */
  void forgetStatements() {
    lock.lock();
    try {
      for (PreparedStatement statement : statements.values()) {
        statement.close();
      }
      statements.clear();
    } catch (SQLException failure) {
      throw Failures.of("using the catalogue", failure);
    } finally {
      lock.unlock();
    }
  }

  private static void bind(PreparedStatement statement, Object... arguments) throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      connection.close();
    } catch (SQLException failure) {
      throw Failures.of("closing the catalogue", failure);
    } finally {
      lock.unlock();
    }
  }
}
