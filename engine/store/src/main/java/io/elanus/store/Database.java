package io.elanus.store;

import io.elanus.base.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The writer's connection to {@code catalog.db} and its transactions. One thread at a time uses it,
 * the others wait; who only reads has {@link ReadSessions}.
 *
 * <p>What else must follow the fate of a transaction, such as files, is done by actions that it
 * collects: {@link #afterCommit}, {@link #afterRollback}. They run before any other thread may use
 * the database.
 */
final class Database implements Sql, AutoCloseable {
  /** Follows what becomes of transactions, before any action that they collected runs. */
  interface Follower {
    /** The transaction is about to commit; what this throws ends it. */
    void committing();

    /** The transaction has committed; must not throw. */
    void committed();

    /** The transaction is rolled back; must not throw. */
    void rolledBack();
  }

  private static final int VACUUM_PAGES = 4000;

  private final CatalogConnection session;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Runnable> afterCommit = new ArrayList<>();
  private final List<Runnable> afterRollback = new ArrayList<>();
  private Follower follower;
  private int depth;
  private boolean begun;

  private Database(CatalogConnection session) {
    this.session = session;
  }

  static Database open(Path file) {
    try {
      // SQLite gives its other files the permissions of this one.
      PrivateFiles.createFile(file);
      CatalogConnection session = CatalogConnection.open(file);
      try {
        return prepare(new Database(session));
      } catch (SQLException | RuntimeException | Error failure) {
        session.close();
        throw failure;
      }
    } catch (SQLException failure) {
      throw Failures.of("opening " + file, failure);
    } catch (IOException failure) {
      throw Failures.of("opening " + file, failure);
    }
  }

  private static Database prepare(Database database) throws SQLException {
    // Of a new database, and of an older one when it is rewritten.
    database.session.run("PRAGMA auto_vacuum = INCREMENTAL");
    database.session.run("PRAGMA journal_mode = WAL");
    database.session.run("PRAGMA synchronous = FULL");
    database.session.run("PRAGMA wal_autocheckpoint = 4000");
    database.session.run("PRAGMA cache_size = -65536");
    return database;
  }

  /** To be called before any transaction. */
  void follow(Follower by) {
    follower = by;
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
        session.run("BEGIN IMMEDIATE");
        result = work.get();
        if (follower != null) {
          follower.committing();
        }
        session.run("COMMIT");
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
      if (follower != null) {
        follower.committed();
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

  /** Runs the work while no other thread writes. */
  <T> T exclusively(Supplier<T> work) {
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
      session.run("ROLLBACK");
      begun = false;
    } catch (SQLException alreadyRolledBack) {
      begun = false;
      because.addSuppressed(alreadyRolledBack);
    } finally {
      if (follower != null) {
        follower.rolledBack();
      }
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
      session.run(sql);
    } catch (SQLException failure) {
      throw Failures.of("writing the catalogue", failure);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public <T> T with(String sql, StatementWork<T> work) {
    acquire();
    try {
      return session.with(sql, work);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void scan(String sql, RowVisitor visitor) {
    acquire();
    try {
      session.scan(sql, visitor);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Rewrites the database so that it can give room back bit by bit, where an earlier version made
   * one that cannot. Takes the room of another one meanwhile; where there is none, all stays as it
   * is until the next time.
   */
  void makeShrinkable() {
    if (queryLong("PRAGMA auto_vacuum") != 0) {
      return;
    }
    acquire();
    try {
      session.run("VACUUM");
    } catch (SQLException noRoom) {
      return;
    } finally {
      lock.unlock();
    }
  }

  /** Gives free pages back to the disk, some at a time, so that nobody else waits for long. */
  void shrink() {
    long free = queryLong("PRAGMA freelist_count");
    while (free > 0) {
      acquire();
      try {
        // It returns after each page, as if that were a row.
        session.runAll("PRAGMA incremental_vacuum(" + VACUUM_PAGES + ")");
      } catch (SQLException failure) {
        throw Failures.of("shrinking the catalogue", failure);
      } finally {
        lock.unlock();
      }
      long left = queryLong("PRAGMA freelist_count");
      if (left >= free) {
        return;
      }
      free = left;
    }
    // The file itself is cut when the log has been written into it.
    scan("PRAGMA wal_checkpoint", _ -> {});
  }

  /** Closes the kept statements, which may name a table that is about to go. */
  void forgetStatements() {
    acquire();
    try {
      session.forgetStatements();
    } catch (SQLException failure) {
      throw Failures.of("using the catalogue", failure);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    acquire();
    try {
      session.close();
    } catch (SQLException failure) {
      throw Failures.of("closing the catalogue", failure);
    } finally {
      lock.unlock();
    }
  }
}
