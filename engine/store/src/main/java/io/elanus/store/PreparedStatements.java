package io.elanus.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The prepared statements that were used last, by their text. */
final class PreparedStatements {
  /** Far more than are in use at one time, as a statement's work may ask others. */
  static final int MOST = 64;

  private final Map<String, PreparedStatement> kept = new LinkedHashMap<>(16, 0.75f, true);

  /** Null where it is not kept. */
  PreparedStatement get(String sql) {
    return kept.get(sql);
  }

  /** Keeps one more, and closes the one that was not used for the longest time. */
  void keep(String sql, PreparedStatement statement) throws SQLException {
    kept.put(sql, statement);
    if (kept.size() > MOST) {
      Map.Entry<String, PreparedStatement> eldest = kept.entrySet().iterator().next();
      kept.remove(eldest.getKey());
      eldest.getValue().close();
    }
  }

  int size() {
    return kept.size();
  }

  void close() throws SQLException {
    List<PreparedStatement> all = List.copyOf(kept.values());
    kept.clear();
    for (PreparedStatement statement : all) {
      statement.close();
    }
  }
}
