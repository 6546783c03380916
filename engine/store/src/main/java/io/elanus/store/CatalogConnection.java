package io.elanus.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * A connection to {@code catalog.db} with its prepared statements, for one thread at a time.
 *
 * <p>SQLite's {@code unix-excl} keeps other processes out, and the index of the log in memory that
 * the connections of this process share, not in a file, for which a full disk would have no room.
 */
final class CatalogConnection implements Sql, AutoCloseable {
  private final Connection connection;
  private final PreparedStatements statements = new PreparedStatements();

  private CatalogConnection(Connection connection) {
    this.connection = connection;
  }

  static CatalogConnection open(Path file) throws SQLException {
    // Without the driver manager, which would look for drivers in every jar.
    String name =
        file.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? "file:" + file.toUri().getRawPath() + "?vfs=unix-excl"
            : file.toString();
    return new CatalogConnection(
        new JDBC4Connection("jdbc:sqlite:" + name, name, new Properties()));
  }

  /** Runs a statement that is not worth keeping. */
  void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Runs a statement to its end, whatever it returns in between. */
  void runAll(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  @Override
  public <T> T with(String sql, StatementWork<T> work) {
    try {
      PreparedStatement statement = statements.get(sql);
      if (statement == null) {
        statement = connection.prepareStatement(sql);
        statements.keep(sql, statement);
      }
      return work.apply(statement);
    } catch (SQLException failure) {
      throw Failures.of("using the catalogue", failure);
    }
  }

  @Override
  public void scan(String sql, RowVisitor visitor) {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        visitor.visit(result);
      }
    } catch (SQLException failure) {
      throw Failures.of("using the catalogue", failure);
    }
  }

  /** Closes the kept statements, which may name a table that is about to go. */
  void forgetStatements() throws SQLException {
    statements.close();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
