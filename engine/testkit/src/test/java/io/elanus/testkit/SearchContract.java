package io.elanus.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.CollectionRef;
import io.elanus.api.Column;
import io.elanus.api.ConsistencyLevel;
import io.elanus.api.Hit;
import io.elanus.api.IndexInfo;
import io.elanus.api.JobState;
import io.elanus.api.ReadOptions;
import io.elanus.api.SearchRequest;
import io.elanus.api.SearchResult;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.Cancellation;
import io.elanus.base.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How every engine searches. */
abstract class SearchContract extends EngineContract {
  @Test
  void searchWithoutAnIndexIsExactInEveryMetric() {
    engine.collections().create(Rows.schema("book"));
    engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 700));
    for (MetricType metric : List.of(MetricType.L2, MetricType.IP, MetricType.COSINE)) {
      float[] query = Rows.vector(-5);
      SearchResult result =
          engine.searches().search(Rows.search("book", query, 10, metric, Map.of()));
      List<Hit> hits = result.hits(0);
      assertEquals(nearest(query, 700, 10, metric), ids(hits));
      double expected = Rows.distance(query, Rows.vector((Long) hits.getFirst().id()), metric);
      assertEquals(
          metric.largerIsCloser() ? -expected : expected, hits.getFirst().distance(), 1e-4);
    }
  }

  @Test
  void searchTakesOffsetsSeveralQueriesAndOutputFields() {
    engine.collections().create(Rows.schema("book"));
    engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 300));
    float[] queries = new float[2 * Rows.DIM];
    System.arraycopy(Rows.vector(17), 0, queries, 0, Rows.DIM);
    System.arraycopy(Rows.vector(-1), 0, queries, Rows.DIM, Rows.DIM);
    SearchResult result =
        engine
            .searches()
            .search(
                SearchRequest.of(
                        CollectionRef.of("book"), new Column.FloatVectors(queries, Rows.DIM), 4)
                    .withOffset(3)
                    .withOutputFields(List.of("pages", "title", "vector")));
    assertEquals(MetricType.L2, result.metric());
    assertEquals(2, result.queries());
    assertEquals(
        nearest(Rows.vector(-1), 300, 7, MetricType.L2).subList(3, 7), ids(result.hits(1)));
    assertEquals(
        List.of("pages", "title", "vector"), List.copyOf(result.entities().columns().keySet()));
    assertArrayEquals(new int[] {0, 4, 8}, result.offsets());
    for (int i = 0; i < result.size(); i++) {
      long id = (Long) result.ids().value(i);
      assertEquals(Rows.title(id), result.entities().value("title", i));
      assertArrayEquals(Rows.vector(id), (float[]) result.entities().value("vector", i));
    }
    assertEquals(
        300,
        engine
            .searches()
            .search(Rows.search("book", Rows.vector(1), 16_384, null, Map.of()))
            .hits(0)
            .size());
  }

  @Test
  void aSearchThatBreaksARuleIsRefused() {
    engine.collections().create(Rows.schema("book"));
    engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 10));
    float[] query = Rows.vector(1);
    refused(
        ErrorCode.OUT_OF_RANGE,
        () -> engine.searches().search(Rows.search("book", query, 0, null, Map.of())));
    refused(
        ErrorCode.OUT_OF_RANGE,
        () -> engine.searches().search(Rows.search("book", query, 16_385, null, Map.of())));
    for (int queries : new int[] {0, 16_385}) {
      float[] many = new float[queries * Rows.DIM];
      assertEquals(
          "number of query vectors must be in [1, 16384], got " + queries,
          refused(
                  ErrorCode.OUT_OF_RANGE,
                  () -> engine.searches().search(Rows.search("book", many, 1, null, Map.of())))
              .getMessage());
    }
    refused(
        ErrorCode.INVALID_ARGUMENT,
        () ->
            engine.searches().search(Rows.search("book", query, 1, MetricType.HAMMING, Map.of())));
    refused(
        ErrorCode.UNKNOWN_PARAMETER,
        () -> engine.searches().search(Rows.search("book", query, 1, null, Map.of("nprobe", "3"))));
    float[] infinite = query.clone();
    infinite[2] = Float.POSITIVE_INFINITY;
    refused(
        ErrorCode.INVALID_VECTOR,
        () -> engine.searches().search(Rows.search("book", infinite, 1, null, Map.of())));
    SearchRequest wrongField =
        SearchRequest.of(CollectionRef.of("book"), new Column.FloatVectors(query, 8), 1)
            .withField("vectr");
    assertEquals(
        "did you mean vector?",
        refused(ErrorCode.FIELD_NOT_FOUND, () -> engine.searches().search(wrongField))
            .hint()
            .orElseThrow());
    engine.collections().release(CollectionRef.of("book"));
    refused(
        ErrorCode.NOT_LOADED,
        () -> engine.searches().search(Rows.search("book", query, 1, null, Map.of())));
    engine.collections().load(CollectionRef.of("book"));
    assertEquals(
        List.of(1L),
        ids(engine.searches().search(Rows.search("book", query, 1, null, Map.of())).hits(0)));
  }

  @Test
  void anIndexOverAllListsFindsWhatExactSearchFinds() {
    engine.collections().create(Rows.schema("book"));
    engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 3000));
    IndexInfo built =
        build(index("book", IndexType.IVF_FLAT, MetricType.IP, Map.of("nlist", "16")));
    assertEquals(JobState.FINISHED, built.progress().state());
    assertEquals(3000, built.progress().totalRows());
    assertEquals(3000, built.progress().indexedRows());
    assertEquals(0, built.progress().pendingIndexRows());
    assertTrue(built.fileBytes() > 0);
    assertEquals("vector", built.name());
    engine.data().insert(CollectionRef.of("book"), Rows.batch(3000, 50));
    for (int round = 0; round < 2; round++) {
      for (int key = -1; key > -6; key--) {
        float[] query = Rows.vector(key);
        SearchResult all =
            engine.searches().search(Rows.search("book", query, 10, null, Map.of("nprobe", "16")));
        assertEquals(MetricType.IP, all.metric());
        assertEquals(nearest(query, 3050, 10, MetricType.IP), ids(all.hits(0)));
      }
      reopen();
    }
    assertEquals(List.of(), engine.administration().check());
    refused(
        ErrorCode.INVALID_ARGUMENT,
        () ->
            engine
                .searches()
                .search(Rows.search("book", Rows.vector(1), 1, MetricType.L2, Map.of())));
    refused(
        ErrorCode.OUT_OF_RANGE,
        () ->
            engine
                .searches()
                .search(Rows.search("book", Rows.vector(1), 1, null, Map.of("nprobe", "17"))));
  }

  @Test
  void everyLevelOfConsistencySeesWhatWasWritten() {
    engine.collections().create(Rows.schema("book"));
    engine.data().insert(BOOK, Rows.batch(0, 10));
    for (ConsistencyLevel level : ConsistencyLevel.values()) {
      assertEquals(
          List.of(3L),
          ids(
              engine
                  .searches()
                  .search(nearest(3).withOptions(ReadOptions.STANDARD.withConsistency(level)))
                  .hits(0)));
    }
  }

  private static SearchRequest nearest(long key) {
    return Rows.search("book", Rows.vector(key), 1, null, Map.of());
  }

  @Test
  void aSearchIsGivenUpWhenItIsCancelledOrTakesTooLong() {
    engine.collections().create(Rows.schema("book"));
    engine.data().insert(BOOK, Rows.batch(0, 10));
    Cancellation cancellation = new Cancellation();
    assertEquals(1, engine.searches().search(nearest(1), cancellation).size());
    cancellation.cancel();
    refused(ErrorCode.CANCELLED, () -> engine.searches().search(nearest(1), cancellation));
    SearchRequest soon =
        nearest(1).withOptions(ReadOptions.STANDARD.withTimeout(Duration.ofNanos(1)));
    refused(ErrorCode.TIMEOUT, () -> engine.searches().search(soon));
    // Who cancels is told so, also where the time is over.
    refused(ErrorCode.CANCELLED, () -> engine.searches().search(soon, cancellation));
    SearchRequest late =
        nearest(1).withOptions(ReadOptions.STANDARD.withTimeout(Duration.ofDays(1)));
    assertEquals(List.of(1L), ids(engine.searches().search(late).hits(0)));
  }

  @Test
  void aSearchWithoutHitsHasColumnsWithoutRows() {
    engine.collections().create(Rows.schema("book"));
    SearchResult none =
        engine.searches().search(nearest(1).withOutputFields(List.of("title", "vector")));
    assertEquals(1, none.queries());
    assertEquals(0, none.size());
    assertEquals(List.of("title", "vector"), List.copyOf(none.entities().columns().keySet()));
    assertEquals(List.of(), none.hits(0));
  }
}
