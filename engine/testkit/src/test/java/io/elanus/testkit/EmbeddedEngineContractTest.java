package io.elanus.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.elanus.api.Engine;
import io.elanus.core.EmbeddedEngine;
import io.elanus.core.EngineOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The embedded engine keeps the contract. */
class EmbeddedEngineContractTest {
  @TempDir Path directory;

  private Engine openEngine() {
    return EmbeddedEngine.open(EngineOptions.at(directory.resolve("data")));
  }

  @Nested
  class Collections extends CollectionsContract {
    @Override
    Engine open() {
      return openEngine();
    }
  }

  @Nested
  class Data extends DataContract {
    @Override
    Engine open() {
      return openEngine();
    }
  }

  @Nested
  class Pages extends PagesContract {
    @Override
    Engine open() {
      return openEngine();
    }
  }

  @Nested
  class Search extends SearchContract {
    @Override
    Engine open() {
      return openEngine();
    }
  }

  @Nested
  class BinarySearch extends BinarySearchContract {
    @Override
    Engine open() {
      return openEngine();
    }
  }

  @Nested
  class Indexes extends IndexesContract {
    @Override
    Engine open() {
      return openEngine();
    }
  }

  @Nested
  class Administration extends AdministrationContract {
    @Override
    Engine open() {
      return openEngine();
    }
  }

  @Nested
  class Types extends TypesContract {
    @Override
    Engine open() {
      return openEngine();
    }

    @Override
    void rename(String indexType, String metric, String field, String fieldType) {
      engine.close();
      String database = "jdbc:sqlite:" + directory.resolve("data").resolve("catalog.db");
      try (Connection connection = DriverManager.getConnection(database)) {
        update(connection, "UPDATE indexes SET type = ?, metric = ?", indexType, metric);
        update(connection, "UPDATE fields SET type = ? WHERE name = ?", fieldType, field);
      } catch (SQLException e) {
        throw new AssertionError("the catalogue must take other names", e);
      }
      engine = openEngine();
    }

    private void update(Connection connection, String sql, String first, String second)
        throws SQLException {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setString(1, first);
        statement.setString(2, second);
        assertEquals(1, statement.executeUpdate());
      }
    }
  }
}
