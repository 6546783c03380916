package io.elanus.store;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/**
 * Connections that only read. Each piece of work sees the catalogue as it was at one commit, and
 * waits for no writer; no writer waits for it.
 */
final class ReadSessions implements AutoCloseable {
  /** Kept while nobody uses them; each takes two descriptors and up to two mebibytes. */
  private static final int MOST_IDLE = 4;

  private final Path file;
  private final Deque<CatalogConnection> idle = new ArrayDeque<>();
  private int lent;
  private boolean closed;

  ReadSessions(Path file) {
    this.file = file;
  }

  <T> T read(Function<Sql, T> work) {
    CatalogConnection session = take();
    boolean usable = false;
    try {
      session.with("BEGIN", PreparedStatement::execute);
      T result;
      try {
        result = work.apply(session);
      } finally {
        session.with("COMMIT", PreparedStatement::execute);
      }
      usable = true;
      return result;
    } finally {
      giveBack(session, usable);
    }
  }

  private CatalogConnection take() {
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("the store is closed");
      }
      lent++;
      if (!idle.isEmpty()) {
        return idle.pop();
      }
    }
    try {
      CatalogConnection session = CatalogConnection.open(file);
      session.run("PRAGMA query_only = 1");
      return session;
    } catch (SQLException failure) {
      giveBack(null, false);
      throw Failures.of("opening " + file, failure);
    } catch (RuntimeException | Error failure) {
      giveBack(null, false);
      throw failure;
    }
  }

  private void giveBack(CatalogConnection session, boolean usable) {
    boolean keep;
    synchronized (this) {
      keep = usable && !closed && idle.size() < MOST_IDLE;
      if (keep) {
        idle.push(session);
      }
      lent--;
      notifyAll();
    }
    if (!keep && session != null) {
      closeQuietly(session);
    }
  }

  private static void closeQuietly(CatalogConnection session) {
    try {
      session.close();
    } catch (SQLException ignored) {
      // It wrote nothing.
      return;
    }
  }

  /** Behind whoever is reading. */
  @Override
  public void close() {
    boolean interrupted = false;
    synchronized (this) {
      closed = true;
      while (lent > 0) {
        try {
          wait();
        } catch (InterruptedException again) {
          interrupted = true;
        }
      }
      idle.forEach(ReadSessions::closeQuietly);
      idle.clear();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
