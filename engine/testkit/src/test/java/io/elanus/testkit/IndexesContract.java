package io.elanus.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.BuildJob;
import io.elanus.api.CollectionRef;
import io.elanus.api.IndexInfo;
import io.elanus.api.IndexRequest;
import io.elanus.api.JobProgress;
import io.elanus.api.JobState;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every engine does with indexes and their builds. */
abstract class IndexesContract extends EngineContract {
  @Test
  void aFieldTakesOneIndex() {
    engine.collections().create(Rows.schema("book"));
    engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 1500));
    IndexRequest first = index("book", IndexType.IVF_FLAT, MetricType.L2, Map.of("nlist", "8"));
    build(first);
    assertEquals(1500, build(first).progress().indexedRows());
    ElanusException taken =
        refused(
            ErrorCode.ALREADY_EXISTS,
            () -> engine.indexes().create(index("book", IndexType.FLAT, MetricType.L2, Map.of())));
    assertEquals("delete it first: delete index -c book -in vector", taken.hint().orElseThrow());
    refused(
        ErrorCode.INDEX_NOT_FOUND,
        () -> engine.indexes().describe(CollectionRef.of("book"), "nothing"));
    engine.indexes().drop(CollectionRef.of("book"), "vector");
    assertTrue(engine.indexes().list(CollectionRef.of("book")).isEmpty());
    assertEquals(
        IndexType.FLAT,
        build(index("book", IndexType.FLAT, MetricType.L2, Map.of())).type().require());
    reopen();
    assertEquals(
        List.of("vector"),
        engine.indexes().list(CollectionRef.of("book")).stream().map(IndexInfo::name).toList());
    assertTrue(engine.indexes().resume(CollectionRef.of("book"), null).isEmpty());
  }

  @Test
  void anIndexThatBreaksARuleIsRefused() {
    engine.collections().create(Rows.schema("book"));
    refused(
        ErrorCode.OUT_OF_RANGE,
        () ->
            engine
                .indexes()
                .create(index("book", IndexType.IVF_FLAT, MetricType.L2, Map.of("nlist", "0"))));
    refused(
        ErrorCode.UNKNOWN_PARAMETER,
        () ->
            engine
                .indexes()
                .create(index("book", IndexType.IVF_FLAT, MetricType.L2, Map.of("nlst", "8"))));
    refused(
        ErrorCode.INVALID_ARGUMENT,
        () ->
            engine
                .indexes()
                .create(index("book", IndexType.IVF_FLAT, MetricType.JACCARD, Map.of())));
    refused(
        ErrorCode.INVALID_ARGUMENT,
        () ->
            engine
                .indexes()
                .create(
                    new IndexRequest(
                        CollectionRef.of("book"),
                        "title",
                        null,
                        IndexType.FLAT,
                        MetricType.L2,
                        Map.of(),
                        0)));
    refused(
        ErrorCode.COLLECTION_NOT_FOUND,
        () -> engine.indexes().create(index("bok", IndexType.FLAT, MetricType.L2, Map.of())));
    assertTrue(engine.indexes().list(CollectionRef.of("book")).isEmpty());
  }

  @Test
  void anEmptyCollectionTakesAnIndexAndFillsItLater() throws InterruptedException {
    engine.collections().create(Rows.schema("book"));
    IndexInfo empty = build(index("book", IndexType.IVF_FLAT, MetricType.L2, Map.of("nlist", "4")));
    assertEquals(JobState.FINISHED, empty.progress().state());
    assertEquals(0, empty.progress().totalRows());
    engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 1200));
    assertEquals(1200, engine.data().flush(CollectionRef.of("book")));
    BuildJob job = engine.indexes().resume(CollectionRef.of("book"), "vector").orElse(null);
    if (job != null) {
      assertTrue(job.await(LONG));
    }
    assertEquals(
        1200, engine.indexes().describe(CollectionRef.of("book"), null).progress().indexedRows());
    assertTrue(engine.indexes().describe(CollectionRef.of("book"), null).fileBytes() > 0);
  }

  @Test
  void progressNeverFallsAndEndsAtOne() throws InterruptedException {
    engine.collections().create(Rows.schema("book"));
    engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 20_000));
    BuildJob job =
        engine
            .indexes()
            .create(index("book", IndexType.IVF_FLAT, MetricType.L2, Map.of("nlist", "64")));
    List<Double> fractions = new ArrayList<>();
    while (!job.await(Duration.ofMillis(1))) {
      JobProgress progress = job.progress();
      fractions.add(progress.fraction());
      // The job may have ended since it was waited for.
      assertTrue(progress.fraction() <= 0.99 || progress.state() == JobState.FINISHED);
    }
    assertEquals(fractions.stream().sorted().toList(), fractions);
    assertEquals(1, job.progress().fraction());
    assertEquals(JobState.FINISHED, job.progress().state());
  }

  @Test
  void aBuildThatIsCancelledLeavesTheFieldFree() {
    engine.collections().create(Rows.schema("book"));
    engine.data().insert(BOOK, Rows.batch(0, 20_000));
    BuildJob job = engine.indexes().create(index("book", IndexType.HNSW, MetricType.L2, Map.of()));
    assertEquals(BOOK, job.collection());
    assertEquals("vector", job.indexName());
    assertTrue(job.plan().peakHeapBytes() > 0);
    assertThrows(IllegalStateException.class, job::result);
    job.cancel();
    refused(ErrorCode.CANCELLED, () -> Rows.result(job));
    assertEquals(JobState.CANCELLED, job.state());
    assertTrue(job.state().hasEnded());
    assertTrue(job.progress().fraction() < 1);
    assertEquals(
        IndexType.FLAT,
        build(index("book", IndexType.FLAT, MetricType.L2, Map.of())).type().require());
  }
}
