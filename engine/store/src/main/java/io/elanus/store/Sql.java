package io.elanus.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Something that runs SQL: the writer's connection, or one that only reads. */
interface Sql {
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

  /** Looks at the rows of a result one by one. */
  @FunctionalInterface
  interface RowVisitor {
    void visit(ResultSet row) throws SQLException;
  }

  /** Lends the prepared statement of an SQL text, which is kept for the next time. */
  <T> T with(String sql, StatementWork<T> work);

  /** Runs a query that is not worth keeping, row by row. */
  void scan(String sql, RowVisitor visitor);

  default int update(String sql, Object... arguments) {
    return with(
        sql,
        statement -> {
          bind(statement, arguments);
          return statement.executeUpdate();
        });
  }

  default <T> List<T> query(String sql, RowReader<T> reader, Object... arguments) {
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

  default <T> Optional<T> queryFirst(String sql, RowReader<T> reader, Object... arguments) {
    return query(sql, reader, arguments).stream().findFirst();
  }

  default long queryLong(String sql, Object... arguments) {
    return queryFirst(sql, row -> row.getLong(1), arguments).orElseThrow();
  }

  private static void bind(PreparedStatement statement, Object... arguments) throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
  }
}
