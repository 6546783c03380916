package io.elanus.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.CollectionRef;
import io.elanus.api.DuplicateKeys;
import io.elanus.api.IndexRequest;
import io.elanus.api.RowPage;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.core.EmbeddedEngine;
import io.elanus.core.EngineDependencies;
import io.elanus.core.EngineOptions;
import io.elanus.store.CollectionState;
import io.elanus.store.Readers;
import io.elanus.store.Store;
import io.elanus.store.StoredField;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers see what the last commit left, and wait for nobody. */
class ReadersTest {
  private static final CollectionRef BOOK = CollectionRef.of("book");
  private static final IndexRequest INDEX =
      new IndexRequest(BOOK, "vector", null, IndexType.FLAT, MetricType.L2, Map.of(), 0);

  @TempDir Path directory;

  private final FaultyVolume volume = new FaultyVolume();

  private EmbeddedEngine open() {
    EngineDependencies standard = EngineDependencies.standard();
    return EmbeddedEngine.open(
        new EngineOptions(directory, 2, 32, 42),
        new EngineDependencies(volume, standard.algorithms(), standard.clock()));
  }

  @Test
  void nobodyWaitsForAWriterThatIsHeldUp() throws Exception {
    try (EmbeddedEngine engine = open()) {
      engine.collections().create(Rows.schema("book"));
      engine.collections().create(Rows.schema("other"));
      engine.data().insert(BOOK, Rows.batch(0, 100));
      assertTrue(engine.indexes().create(INDEX).await(Duration.ofMinutes(1)));
      engine.data().delete(BOOK, List.of(5L));

      CountDownLatch writing = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      volume.beforeSync(
          () -> {
            writing.countDown();
            await(goOn);
          });
      FutureTask<Integer> insert =
          inThread(() -> engine.data().insert(BOOK, Rows.batch(1000, 50)).rows());
      FutureTask<Long> delete;
      try {
        writing.await();
        delete = inThread(() -> engine.data().delete(BOOK, List.of(6L)));

        assertNearest(engine, 7);
        assertNotEquals(5L, nearest(engine, 5));
        assertArrayEquals(
            Rows.vector(6),
            (float[]) engine.data().get(BOOK, List.of(6L), List.of("vector")).value("vector", 0));
        assertEquals(0, engine.data().get(BOOK, List.of(1000L), List.of("title")).rows());
        assertEquals(99, Rows.all(engine, BOOK, "title").size());
        assertEquals(99, engine.collections().describe(BOOK).rows());
        assertEquals(2, engine.collections().list().size());
        assertEquals(99, engine.indexes().describe(BOOK, "vector").progress().indexedRows());
        assertEquals(1, engine.indexes().list(BOOK).size());
        assertEquals(List.of(), engine.administration().check());
        assertFalse(insert.isDone());
        assertFalse(delete.isDone());
      } finally {
        volume.beforeSync(null);
        goOn.countDown();
      }
      assertEquals(50, insert.get());
      assertEquals(1, delete.get());
      assertNearest(engine, 1007);
      assertEquals(148, engine.collections().describe(BOOK).rows());
    }
  }

  @Test
  void filesStayUntilTheLastReaderOfTheirStateHasLeft() throws IOException {
    try (EmbeddedEngine engine = open()) {
      engine.collections().create(Rows.schema("book"));
      engine.data().insert(BOOK, Rows.batch(0, 10));
    }
    try (Store store = Store.open(directory, volume, 1000, _ -> false)) {
      Readers.Reading first = store.beginReading();
      CollectionState state = store.state("book").orElseThrow();
      Readers.Reading second = store.beginReading();
      store.dropCollection(state.collection());
      assertTrue(store.state("book").isEmpty());

      second.close();
      assertEquals(1, vectorFiles().size());
      // Mapped only now, when the collection is gone.
      StoredField vector = state.collection().vectorFields().getFirst();
      MemorySegment seventh = state.vector(8, vector);
      assertArrayEquals(Rows.vector(7), seventh.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED));
      Readers.Reading later = store.beginReading();

      first.close();
      assertEquals(List.of(), vectorFiles());
      assertArrayEquals(Rows.vector(7), seventh.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED));
      later.close();
    }
  }

  @Test
  void aRowThatIsReplacedIsAlwaysThere() throws Exception {
    try (EmbeddedEngine engine = open()) {
      engine.collections().create(Rows.schema("book"));
      engine.data().insert(BOOK, Rows.batch(0, 10));
      Crowd crowd = new Crowd();
      crowd.run(100, _ -> engine.data().insert(BOOK, Rows.batch(3, 1), DuplicateKeys.REPLACE));
      crowd.run(
          300,
          _ -> {
            RowPage found = engine.data().get(BOOK, List.of(3L), List.of("*"));
            assertEquals(1, found.rows());
            assertArrayEquals(Rows.vector(3), (float[]) found.value("vector", 0));
          });
      crowd.finish();
      assertEquals(10, engine.collections().describe(BOOK).rows());
      assertEquals(List.of(), engine.administration().check());
    }
  }

  @Test
  void manyDeletionsLast() {
    int rows = 140_000;
    List<Object> keys =
        new ArrayList<>(
            List.of(0L, 65_535L, 65_536L, 65_537L, 131_071L, 131_072L, rows - 1L, -7L, 0L));
    LongStream.range(70_000, 72_000).forEach(keys::add);
    try (EmbeddedEngine engine = open()) {
      engine.collections().create(Rows.schema("book"));
      engine.data().insert(BOOK, Rows.batch(0, rows));
      assertEquals(2007, engine.data().delete(BOOK, keys));
      assertEquals(0, engine.data().delete(BOOK, keys));
      assertDeleted(engine, rows);
    }
    try (EmbeddedEngine engine = open()) {
      assertDeleted(engine, rows);
      assertEquals(1, engine.data().delete(BOOK, List.of(65_534L)));
      assertEquals(rows - 2008, engine.collections().describe(BOOK).rows());
      assertEquals(List.of(), engine.administration().check());
    }
  }

  private static void assertDeleted(EmbeddedEngine engine, int rows) {
    assertEquals(rows - 2007, engine.collections().describe(BOOK).rows());
    for (long key : new long[] {0, 65_535, 65_536, 131_072, 71_000, rows - 1}) {
      assertNotEquals(key, nearest(engine, key));
      assertEquals(0, engine.data().get(BOOK, List.of(key), List.of("title")).rows());
    }
    for (long key : new long[] {1, 65_534, 65_538, 131_073, 69_999, rows - 2}) {
      assertNearest(engine, key);
    }
    assertEquals(List.of(), engine.administration().check());
  }

  private static void assertNearest(EmbeddedEngine engine, long key) {
    assertEquals(key, nearest(engine, key));
  }

  private static Object nearest(EmbeddedEngine engine, long key) {
    return engine
        .searches()
        .search(Rows.search("book", Rows.vector(key), 1, null, Map.of()))
        .hits(0)
        .getFirst()
        .id();
  }

  private List<Path> vectorFiles() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".vec")).toList();
    }
  }

  private static <T> FutureTask<T> inThread(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofPlatform().daemon().start(task);
    return task;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
