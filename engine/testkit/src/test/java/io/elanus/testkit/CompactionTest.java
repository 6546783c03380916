package io.elanus.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.CollectionRef;
import io.elanus.api.CompactionSummary;
import io.elanus.api.IndexInfo;
import io.elanus.api.IndexRequest;
import io.elanus.api.Job;
import io.elanus.api.JobState;
import io.elanus.api.RowPage;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.core.EmbeddedEngine;
import io.elanus.core.EngineDependencies;
import io.elanus.core.EngineOptions;
import io.elanus.store.CollectionState;
import io.elanus.store.Compaction;
import io.elanus.store.Readers;
import io.elanus.store.Store;
import io.elanus.store.StoredField;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments that become fewer and smaller: no row is lost, none comes back. */
@Tag("long")
class CompactionTest {
  private static final CollectionRef BOOK = CollectionRef.of("book");
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int ROWS = 240;
  private static final IndexRequest INDEX =
      new IndexRequest(
          BOOK, "vector", null, IndexType.IVF_FLAT, MetricType.L2, Map.of("nlist", "4"), 0);

  @TempDir Path folder;

  private EmbeddedEngine open(Path directory, FaultyVolume volume) {
    EngineDependencies standard = EngineDependencies.standard();
    return EmbeddedEngine.open(
        new EngineOptions(directory, 1, 32, 1000, 42).compactedOnRequest(),
        new EngineDependencies(volume, standard.algorithms(), standard.clock()));
  }

  /** Segments of 40 rows under an index, a quarter of the rows deleted, those of one whole. */
  private static void fill(EmbeddedEngine engine) throws InterruptedException {
    engine.collections().create(Rows.schema("book"));
    engine.data().insert(BOOK, Rows.batch(0, 40));
    assertTrue(engine.indexes().create(INDEX).await(PATIENCE));
    for (int from = 40; from < ROWS; from += 40) {
      engine.data().insert(BOOK, Rows.batch(from, 40));
      engine.data().flush(BOOK);
      finishBuild(engine);
    }
    engine.data().delete(BOOK, deleted().mapToObj(key -> (Object) key).toList());
  }

  private static void finishBuild(EmbeddedEngine engine) throws InterruptedException {
    var job = engine.indexes().resume(BOOK, "vector");
    if (job.isPresent()) {
      assertTrue(job.get().await(PATIENCE));
    }
  }

  private static LongStream deleted() {
    return LongStream.range(0, ROWS).filter(CompactionTest::isDeleted);
  }

  private static boolean isDeleted(long key) {
    return key % 10 == 3 || (key >= 80 && key < 120);
  }

  private static void assertRows(EmbeddedEngine engine) {
    assertEquals(ROWS - deleted().count(), engine.collections().describe(BOOK).rows());
    for (long key = 0; key < ROWS; key++) {
      RowPage found = engine.data().get(BOOK, List.of(key), List.of("*"));
      if (isDeleted(key)) {
        assertEquals(0, found.rows());
        assertNotEquals(key, nearest(engine, key));
      } else {
        assertEquals(Rows.title(key), found.value("title", 0));
        assertArrayEquals(Rows.vector(key), (float[]) found.value("vector", 0));
        assertEquals(key, nearest(engine, key));
      }
    }
    assertEquals(List.of(), engine.administration().check());
  }

  private static Object nearest(EmbeddedEngine engine, long key) {
    return engine
        .searches()
        .search(Rows.search("book", Rows.vector(key), 1, null, Map.of()))
        .hits(0)
        .getFirst()
        .id();
  }

  private static CompactionSummary compact(EmbeddedEngine engine) {
    return Rows.result(engine.administration().compact(BOOK));
  }

  private static List<String> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("vectors"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void manySegmentsBecomeOneAndDeletedRowsGo() throws Exception {
    Path directory = folder.resolve("data");
    try (EmbeddedEngine engine = open(directory, new FaultyVolume())) {
      fill(engine);
      CompactionSummary summary = compact(engine);
      assertEquals(6, summary.segmentsBefore());
      assertEquals(1, summary.segmentsAfter());
      assertTrue(summary.bytesAfter() < summary.bytesBefore(), () -> summary.toString());
      assertEquals(4, files(directory).size(), () -> "vectors, scalars, row numbers, an index");
      IndexInfo index = engine.indexes().describe(BOOK, "vector");
      assertEquals(JobState.FINISHED, index.progress().state());
      assertEquals(0, index.progress().pendingIndexRows());
      assertRows(engine);
      assertEquals(summary.segmentsAfter(), compact(engine).segmentsBefore());
    }
    try (EmbeddedEngine engine = open(directory, new FaultyVolume())) {
      assertRows(engine);
      // What was compacted loses rows, takes more, and is compacted again.
      engine.data().insert(BOOK, Rows.batch(ROWS, 50));
      assertEquals(2, engine.data().delete(BOOK, List.of(7L, ROWS + 1L)));
      compact(engine);
      engine.data().insert(BOOK, Rows.batch(7, 1));
      engine
          .data()
          .delete(BOOK, LongStream.range(ROWS, ROWS + 50).boxed().map(k -> (Object) k).toList());
      assertRows(engine);
    }
  }

  @Test
  void aCollectionWithoutRowsKeepsNoSegment() throws Exception {
    Path directory = folder.resolve("data");
    try (EmbeddedEngine engine = open(directory, new FaultyVolume())) {
      fill(engine);
      engine.data().delete(BOOK, LongStream.range(0, ROWS).mapToObj(key -> (Object) key).toList());
      assertEquals(0, compact(engine).segmentsAfter());
      assertEquals(List.of(), files(directory));
      engine.data().insert(BOOK, Rows.batch(0, ROWS));
      engine.data().delete(BOOK, deleted().mapToObj(key -> (Object) key).toList());
      assertRows(engine);
    }
  }

  @Test
  void rowsThatGoMeanwhileStayAway() throws Exception {
    Path directory = folder.resolve("data");
    FaultyVolume volume = new FaultyVolume();
    try (EmbeddedEngine engine = open(directory, volume)) {
      fill(engine);
      List<Object> later = List.of(1L, 41L, 239L);
      boolean[] done = new boolean[1];
      volume.beforeSync(
          () -> {
            if (!done[0]) {
              done[0] = true;
              assertEquals(3, engine.data().delete(BOOK, later));
              assertEquals(2L, nearest(engine, 2));
            }
          });
      assertEquals(1, compact(engine).segmentsAfter());
      assertTrue(done[0]);
      volume.beforeSync(null);
      for (Object key : later) {
        assertNotEquals(key, nearest(engine, (Long) key));
      }
      assertEquals(List.of(), engine.administration().check());
      engine.data().insert(BOOK, Rows.batch(1, 1));
      engine.data().insert(BOOK, Rows.batch(41, 1));
      engine.data().insert(BOOK, Rows.batch(239, 1));
      assertRows(engine);
    }
  }

  @Test
  void whatIsCancelledLeavesAllAsItWas() throws Exception {
    Path directory = folder.resolve("data");
    FaultyVolume volume = new FaultyVolume();
    try (EmbeddedEngine engine = open(directory, volume)) {
      fill(engine);
      List<String> before = files(directory);
      CompletableFuture<Job<?>> job = new CompletableFuture<>();
      volume.beforeSync(() -> job.join().cancel());
      job.complete(engine.administration().compact(BOOK));
      ElanusException cancelled =
          assertThrows(ElanusException.class, () -> Rows.result(job.join()));
      assertEquals(ErrorCode.CANCELLED, cancelled.code());
      assertEquals(JobState.CANCELLED, job.join().state());
      volume.beforeSync(null);
      assertEquals(before, files(directory));
      assertRows(engine);
      assertEquals(1, compact(engine).segmentsAfter());
      assertRows(engine);
    }
  }

  @Test
  void aFaultAtAnyChangeLosesNothing() throws Exception {
    int refused = 0;
    for (int allowed = 0; ; allowed++) {
      FaultyVolume volume = new FaultyVolume();
      Path directory = folder.resolve("fault" + allowed);
      try (EmbeddedEngine engine = open(directory, volume)) {
        fill(engine);
        volume.failAfter(allowed, FaultyVolume.Fault.DISK_FULL);
        boolean failed = fails(engine, ErrorCode.DISK_FULL);
        volume.heal();
        assertRows(engine);
        if (!failed) {
          break;
        }
        refused++;
        compact(engine);
        assertRows(engine);
      }
    }
    assertTrue(refused > 5, refused + " changes were refused");
  }

  @Test
  void aLossOfPowerAtAnyChangeLosesNothing() throws Exception {
    for (int allowed = 0; ; allowed++) {
      FaultyVolume volume = new FaultyVolume();
      Path directory = folder.resolve("power" + allowed);
      boolean failed;
      try (EmbeddedEngine engine = open(directory, volume)) {
        fill(engine);
        volume.losePowerAfter(allowed);
        failed = fails(engine, ErrorCode.IO_FAILURE);
      }
      try (EmbeddedEngine engine = open(directory, new FaultyVolume())) {
        assertRows(engine);
        compact(engine);
        assertRows(engine);
        assertEquals(4, files(directory).size());
      }
      if (!failed) {
        break;
      }
    }
  }

  private static boolean fails(EmbeddedEngine engine, ErrorCode code) {
    try {
      compact(engine);
      return false;
    } catch (ElanusException failure) {
      assertEquals(code, failure.code(), failure.getMessage());
      return true;
    }
  }

  @Test
  void damageIsNotCompactedAway() throws Exception {
    Path directory = folder.resolve("data");
    try (EmbeddedEngine engine = open(directory, new FaultyVolume())) {
      fill(engine);
    }
    String vectors =
        files(directory).stream().filter(name -> name.endsWith(".vec")).findFirst().orElseThrow();
    try (Stream<Path> all = Files.walk(directory)) {
      Path file = all.filter(path -> path.endsWith(vectors)).findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(file);
      bytes[100] ^= 1;
      Files.write(file, bytes);
    }
    try (EmbeddedEngine engine = open(directory, new FaultyVolume())) {
      assertTrue(fails(engine, ErrorCode.DAMAGED_DATA));
      assertEquals(1, engine.administration().check().size());
    }
  }

  @Test
  void smallSegmentsAreMergedAndLostRowsGoByThemselves() throws Exception {
    Path directory = folder.resolve("data");
    try (EmbeddedEngine engine =
        EmbeddedEngine.open(new EngineOptions(directory, 1, 32, 1000, 42))) {
      fill(engine);
      awaitBackground(engine);
      long indexes = files(directory).stream().filter(name -> name.endsWith(".idx")).count();
      assertTrue(indexes <= 4, indexes + " segments are left");
      assertRows(engine);
    }
  }

  @Test
  void aSegmentThatIsFullGetsItsPartOfTheIndexByItself() throws Exception {
    Path directory = folder.resolve("data");
    try (EmbeddedEngine engine =
        EmbeddedEngine.open(new EngineOptions(directory, 1, 32, 100, 42).compactedOnRequest())) {
      engine.collections().create(Rows.schema("book"));
      engine.data().insert(BOOK, Rows.batch(0, 10));
      assertTrue(engine.indexes().create(INDEX).await(PATIENCE));
      engine.data().insert(BOOK, Rows.batch(10, 220));
      awaitBackground(engine);
      assertEquals(0, engine.indexes().describe(BOOK, "vector").progress().pendingIndexRows());
      assertEquals(2, files(directory).stream().filter(name -> name.endsWith(".idx")).count());
    }
  }

  /** Work in the background is done one after another. */
  private static void awaitBackground(EmbeddedEngine engine) throws InterruptedException {
    CollectionRef other = CollectionRef.of("other");
    engine.collections().create(Rows.schema("other"));
    engine.data().insert(other, Rows.batch(0, 40));
    IndexRequest last =
        new IndexRequest(other, "vector", null, IndexType.FLAT, MetricType.L2, Map.of(), 0);
    assertTrue(engine.indexes().create(last).await(PATIENCE));
    engine.collections().drop(other);
  }

  @Test
  void aReaderKeepsTheSegmentsThatItBeganWith() throws Exception {
    Path directory = folder.resolve("data");
    try (EmbeddedEngine engine = open(directory, new FaultyVolume())) {
      fill(engine);
    }
    try (Store store = Store.open(directory, new FaultyVolume(), 1000, _ -> false)) {
      List<String> before = files(directory);
      Readers.Reading reading = store.beginReading();
      CollectionState state = store.state("book").orElseThrow();
      try (Compaction compaction = store.compact(state, state.segments())) {
        compaction.write(_ -> {});
        compaction.commit(Map.of());
      }
      assertTrue(files(directory).containsAll(before));
      StoredField vector = state.collection().vectorFields().getFirst();
      assertArrayEquals(
          Rows.vector(200), state.vector(201, vector).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED));
      reading.close();
      assertFalse(files(directory).stream().anyMatch(before::contains));
      CollectionState after = store.state("book").orElseThrow();
      assertArrayEquals(
          Rows.vector(200), after.vector(201, vector).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED));
      assertEquals(List.of(), store.check());
    }
  }
}
