package io.elanus.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.BuildJob;
import io.elanus.api.CollectionRef;
import io.elanus.api.Hit;
import io.elanus.api.IndexRequest;
import io.elanus.api.JobState;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.core.EmbeddedEngine;
import io.elanus.core.EngineOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One engine that many threads use at once. */
class ConcurrencyTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final IndexRequest INDEX =
      new IndexRequest(
          CollectionRef.of("book"), "vector", null, IndexType.FLAT, MetricType.L2, Map.of(), 0);

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
    engine.collections().create(Rows.schema("book"));
    engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 10));
    Set<Long> acknowledged = new ConcurrentSkipListSet<>(List.of(0L, 9L));
    Crowd crowd = new Crowd();
    for (int writer = 0; writer < 2; writer++) {
      long first = 10_000L * (writer + 1);
      crowd.run(
          40,
          turn -> {
            long key = first + turn * 20L;
            engine.data().insert(CollectionRef.of("book"), Rows.batch(key, 20));
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
                          ElanusException.class,
                          () -> engine.data().insert(CollectionRef.of("book"), Rows.batch(-30, 31)))
                      .code()));
    }
    crowd.finish();
    assertEquals(10 + 2 * 40 * 20, engine.collections().describe(CollectionRef.of("book")).rows());
    assertEquals(List.of(), engine.administration().check());
    for (long key : acknowledged) {
      assertArrayEquals(
          Rows.vector(key),
          (float[])
              engine
                  .data()
                  .get(CollectionRef.of("book"), List.of(key), List.of("vector"))
                  .value("vector", 0));
    }
  }

  @Test
  void aSearchBesideDropAndCreateIsRightOrToldSo() throws Exception {
    Crowd crowd = new Crowd();
    AtomicBoolean over = new AtomicBoolean();
    crowd.run(
        30,
        turn -> {
          engine.collections().create(Rows.schema("book"));
          engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 100));
          if (turn % 2 == 0) {
            assertTrue(engine.indexes().create(INDEX).await(PATIENCE));
          }
          engine.collections().drop(CollectionRef.of("book"));
          over.set(turn == 29);
        });
    for (int searcher = 0; searcher < 2; searcher++) {
      crowd.runUntil(
          over::get,
          turn -> {
            try {
              assertNearest(turn % 100);
            } catch (ElanusException refused) {
              assertEquals(ErrorCode.COLLECTION_NOT_FOUND, refused.code(), refused.getMessage());
            }
          });
    }
    crowd.runUntil(over::get, _ -> assertEquals(List.of(), engine.administration().check()));
    crowd.finish();
    assertEquals(List.of(), engine.collections().list());
  }

  @Test
  void searchesBesideAllElseAreRight() throws Exception {
    engine.collections().create(Rows.schema("book"));
    engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 200));
    Crowd crowd = new Crowd();
    AtomicBoolean over = new AtomicBoolean();
    crowd.run(
        30,
        turn -> {
          long key = 1000 + turn * 40L;
          engine.data().insert(CollectionRef.of("book"), Rows.batch(key, 40));
          engine.data().flush(CollectionRef.of("book"));
          assertEquals(
              2, engine.data().delete(CollectionRef.of("book"), List.of(key + 3, key + 7)));
          over.set(turn == 29);
        });
    crowd.runUntil(
        over::get,
        _ -> {
          BuildJob job = engine.indexes().create(INDEX);
          assertTrue(job.await(PATIENCE));
          assertEquals(JobState.FINISHED, job.progress().state());
          engine.indexes().drop(CollectionRef.of("book"), "vector");
        });
    crowd.runUntil(over::get, turn -> assertNearest(turn % 200));
    crowd.runUntil(over::get, turn -> assertNearest(199 - turn % 200));
    crowd.runUntil(over::get, _ -> assertEquals(List.of(), engine.administration().check()));
    crowd.finish();
    assertEquals(200 + 30 * 38, engine.collections().describe(CollectionRef.of("book")).rows());
    assertEquals(List.of(), engine.administration().check());
  }

  /** A search names no parameters, so that it fits with and without an index. */
  private void assertNearest(long key) {
    List<Hit> hits =
        engine.searches().search(Rows.search("book", Rows.vector(key), 1, null, Map.of())).hits(0);
    // A row that went since the search began is left out.
    if (!hits.isEmpty()) {
      assertEquals(key, hits.getFirst().id());
    }
  }

  @Test
  void anInterruptedThreadDoesItsWork() throws Exception {
    engine.collections().create(Rows.schema("book"));
    engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 100));
    assertTrue(engine.indexes().create(INDEX).await(PATIENCE));
    engine.close();
    Path index = indexFile();
    Object before = Files.readAttributes(index, BasicFileAttributes.class).fileKey();
    Crowd crowd = new Crowd();
    crowd.run(
        1,
        _ -> {
          Thread.currentThread().interrupt();
          open();
          assertNearest(7);
          engine.data().insert(CollectionRef.of("book"), Rows.batch(100, 20));
          assertThrows(
              ElanusException.class,
              () -> engine.data().insert(CollectionRef.of("book"), Rows.batch(119, 20)));
          engine.data().insert(CollectionRef.of("book"), Rows.batch(120, 40_000));
          assertNearest(130);
          assertEquals(List.of(), engine.administration().check());
          assertEquals(1, engine.data().delete(CollectionRef.of("book"), List.of(3L)));
          engine.collections().create(Rows.schema("other"));
          engine.collections().drop(CollectionRef.of("other"));
          assertTrue(Thread.currentThread().isInterrupted(), "whoever interrupted it is heard");
        });
    crowd.finish();
    assertEquals(before, Files.readAttributes(index, BasicFileAttributes.class).fileKey());
    assertEquals(
        100 + 20 + 40_000 - 1, engine.collections().describe(CollectionRef.of("book")).rows());
  }

  private Path indexFile() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".idx")).findFirst().orElseThrow();
    }
  }
}
