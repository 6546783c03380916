package io.elanus.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.core.EngineOptions;
import io.elanus.core.embedded.EmbeddedEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One engine that many threads use at once. */
class ConcurrencyTest {
  @TempDir Path directory;

  private EmbeddedEngine engine;

  @BeforeEach
  void open() {
    engine = EmbeddedEngine.open(new EngineOptions(directory, 2, 32, 150, 42));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void writersDoNotMindWritersOfDuplicates() throws Exception {
    engine.createCollection(Rows.schema("book"));
    engine.insert("book", Rows.batch(0, 10));
    Set<Long> acknowledged = new ConcurrentSkipListSet<>(List.of(0L, 9L));
    Crowd crowd = new Crowd();
    for (int writer = 0; writer < 2; writer++) {
      long first = 10_000L * (writer + 1);
      crowd.run(
          40,
          turn -> {
            long key = first + turn * 20L;
            engine.insert("book", Rows.batch(key, 20));
            acknowledged.add(key);
            acknowledged.add(key + 19);
          });
    }
    for (int writer = 0; writer < 2; writer++) {
      // Thirty rows are new, the last one is there already.
      crowd.run(
          40,
          turn ->
              assertEquals(
                  ErrorCode.ALREADY_EXISTS,
                  assertThrows(
                          ElanusException.class, () -> engine.insert("book", Rows.batch(-30, 31)))
                      .code()));
    }
    crowd.finish();
    assertEquals(10 + 2 * 40 * 20, engine.describeCollection("book").rows());
    assertEquals(List.of(), engine.check());
    for (long key : acknowledged) {
      assertArrayEquals(
          Rows.vector(key),
          (float[]) engine.get("book", List.of(key), List.of("vector")).getFirst().get("vector"));
    }
  }
}
