package io.elanus.store;

import io.elanus.base.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * The one connection to {@code catalog.db}, its prepared statements and transactions. One thread at
 * a time uses it, the others wait.
 *
 * <p>What else must follow the fate of a transaction, such as files, is done by actions that it
 * collects: {@link #afterCommit}, {@link #afterRollback}. They run before any other thread may use
 * the database.
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
  private final Statements statements = new Statements();
  private final List<Runnable> afterCommit = new ArrayList<>();
  private final List<Runnable> afterRollback = new ArrayList<>();
  private int depth;
  private boolean begun;

  private Database(Connection connection) {
    this.connection = connection;
  }

  static Database open(Path file) {
    try {
      // SQLite gives its other files the permissions of this one.
      PrivateFiles.createFile(file);
      // Without the driver manager, which would look for drivers in every jar.
      Connection connection =
          new JDBC4Connection("jdbc:sqlite:" + file, file.toString(), new Properties());
      try {
        return prepare(new Database(connection));
      } catch (SQLException | RuntimeException | Error failure) {
        connection.close();
        throw failure;
      }
    } catch (SQLException failure) {
      throw Failures.of("opening " + file, failure);
    } catch (IOException failure) {
      throw Failures.of("opening " + file, failure);
    }
  }

  private static Database prepare(Database database) throws SQLException {
    // Before WAL, so that the index of the log lies in memory and not in a file, for which a full
    // disk would have no room.
    database.run("PRAGMA locking_mode = EXCLUSIVE");
    database.run("PRAGMA journal_mode = WAL");
    database.run("PRAGMA synchronous = FULL");
    database.run("PRAGMA wal_autocheckpoint = 4000");
    database.run("PRAGMA cache_size = -65536");
    return database;
  }

  /** Runs the work in a transaction, or in the one that this thread has begun already. */
  <T> T transaction(String doing, Supplier<T> work) {
    acquire();
    try {
      if (depth > 0) {
        return work.get();
      }
      depth++;
      T result;
      try {
        begun = true;
        run("BEGIN IMMEDIATE");
        result = work.get();
        run("COMMIT");
        begun = false;
      } catch (SQLException failure) {
        rollback(failure);
        throw Failures.of(doing, failure);
      } catch (RuntimeException | Error failure) {
        rollback(failure);
        throw failure;
      } finally {
        depth--;
      }
      afterRollback.clear();
      runAll(afterCommit, null);
      return result;
    } finally {
      lock.unlock();
    }
  }

  /** Runs an action once the transaction has committed; it must not throw. */
  void afterCommit(Runnable action) {
    requireTransaction();
    afterCommit.add(action);
  }

  /** Runs an action once the transaction, whatever ended it, is rolled back. */
  void afterRollback(Runnable action) {
    requireTransaction();
    afterRollback.add(action);
  }

  private void requireTransaction() {
    if (!lock.isHeldByCurrentThread() || depth == 0) {
      throw new IllegalStateException("no transaction has begun");
    }
  }

  /** Runs the work while no other thread uses the database. */
  <T> T read(Supplier<T> work) {
    acquire();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the turn of this thread. */
  private void acquire() {
    lock.lock();
    if (begun && depth == 0) {
      // The rollback of the transaction before failed half-way, for want of memory for instance.
      try {
        rollback(new SQLException("not rolled back"));
      } catch (RuntimeException | Error failure) {
        lock.unlock();
        throw failure;
      }
    }
  }

  /**
   * Leaves the transaction; goes on as far as it can, and says on the failure what it could not.
   */
  private void rollback(Throwable because) {
    try {
      run("ROLLBACK");
      begun = false;
    } catch (SQLException alreadyRolledBack) {
      begun = false;
      because.addSuppressed(alreadyRolledBack);
    } finally {
      afterCommit.clear();
      runAll(afterRollback, because);
    }
  }

  /**
   * @param because gets what the actions throw
   */
  private static void runAll(List<Runnable> actions, Throwable because) {
    try {
      for (Runnable action : actions) {
        action.run();
      }
    } catch (RuntimeException | Error failure) {
      if (because == null) {
        throw failure;
      }
      because.addSuppressed(failure);
    } finally {
      actions.clear();
    }
  }

  /** Runs a statement that is not worth keeping. */
  void execute(String sql) {
    acquire();
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
    acquire();
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
    acquire();
    try {
      PreparedStatement statement = statements.get(sql);
      if (statement == null) {
        statement = connection.prepareStatement(sql);
        statements.keep(sql, statement);
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
    acquire();
    try {
      statements.close();
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
    acquire();
    try {
      connection.close();
    } catch (SQLException failure) {
      throw Failures.of("closing the catalogue", failure);
    } finally {
      lock.unlock();
    }
  }
}
