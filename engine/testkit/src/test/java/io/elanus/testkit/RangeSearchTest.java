package io.elanus.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.CollectionRef;
import io.elanus.api.Engine;
import io.elanus.api.Hit;
import io.elanus.api.IndexRequest;
import io.elanus.api.SearchRequest;
import io.elanus.api.SearchResult;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.Cancellation;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.core.EmbeddedEngine;
import io.elanus.core.EngineOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Searches between two distances, by an index and without one, against every distance there is. */
class RangeSearchTest {
  private static final String LISTS = "64";
  private static final int ROWS = 2500;

  @TempDir Path folder;
  private Engine engine;

  @BeforeEach
  void fill() {
    engine = EmbeddedEngine.open(EngineOptions.at(folder));
    engine.collections().create(Rows.schema("book"));
    engine.data().insert(CollectionRef.of("book"), Rows.batch(0, ROWS));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private static double reported(MetricType metric, float[] query, long key) {
    double distance = Rows.distance(query, Rows.vector(key), metric);
    return metric.largerIsCloser() ? -distance : distance;
  }

  /** The keys of rows, nearest first. */
  private static List<Long> ranked(MetricType metric, float[] query, int rows) {
    Comparator<Long> nearest =
        Comparator.comparingDouble(key -> Rows.distance(query, Rows.vector(key), metric));
    return LongStream.range(0, rows).boxed().sorted(nearest).toList();
  }

  private List<Object> found(MetricType metric, float[] query, int limit, double far, Double near) {
    return hits(query, limit, metric, parameters(far, near)).stream().map(Hit::id).toList();
  }

  private static Map<String, String> parameters(double far, Double near) {
    return near == null
        ? Map.of("radius", Double.toString(far))
        : Map.of("radius", Double.toString(far), "range_filter", Double.toString(near));
  }

  private void check(MetricType metric) {
    for (int key = -1; key > -4; key--) {
      float[] query = Rows.vector(key);
      List<Object> ranked = List.copyOf(ranked(metric, query, ROWS));
      // Bounds halfway between neighbours of the ranking, so that rounding decides nothing.
      double near = between(metric, query, ranked, 400);
      double far = between(metric, query, ranked, 430);
      assertEquals(ranked.subList(400, 430), found(metric, query, 100, far, near));
      assertEquals(ranked.subList(400, 407), found(metric, query, 7, far, near));
      assertEquals(ranked.subList(0, 430), found(metric, query, 1000, far, null));
      assertEquals(ranked.subList(0, 5), found(metric, query, 5, far, null));
      double nothing = between(metric, query, ranked, 1);
      assertEquals(ranked.subList(0, 1), found(metric, query, 10, nothing, null));
    }
  }

  private static double between(MetricType metric, float[] query, List<Object> ranked, int place) {
    return (reported(metric, query, (Long) ranked.get(place - 1))
            + reported(metric, query, (Long) ranked.get(place)))
        / 2;
  }

  @ParameterizedTest
  @EnumSource(names = {"L2", "IP", "COSINE"})
  void rowsBetweenTheBoundsAreFound(MetricType metric) throws InterruptedException {
    check(metric);
    engine
        .indexes()
        .create(
            new IndexRequest(
                CollectionRef.of("book"), "vector", null, IndexType.FLAT, metric, Map.of(), 0))
        .await(Duration.ofMinutes(1));
    assertEquals(
        ROWS,
        engine.indexes().describe(CollectionRef.of("book"), "vector").progress().indexedRows());
    check(metric);
  }

  private void build(IndexType type, MetricType metric) throws InterruptedException {
    if (!engine.indexes().list(CollectionRef.of("book")).isEmpty()) {
      engine.indexes().drop(CollectionRef.of("book"), "vector");
    }
    Map<String, String> parameters = hasLists(type) ? Map.of("nlist", LISTS) : Map.of();
    engine
        .indexes()
        .create(
            new IndexRequest(CollectionRef.of("book"), "vector", null, type, metric, parameters, 0))
        .await(Duration.ofMinutes(1));
  }

  private List<Hit> hits(
      float[] query, int limit, MetricType metric, Map<String, String> parameters) {
    return engine.searches().search(Rows.search("book", query, limit, metric, parameters)).hits(0);
  }

  /** What an answer shows is what a bound means: rows at it are left out, or taken in. */
  @ParameterizedTest
  @EnumSource(names = {"L2", "IP", "COSINE"})
  void aDistanceOfAnAnswerIsABound(MetricType metric) throws InterruptedException {
    for (boolean indexed : new boolean[] {false, true}) {
      if (indexed) {
        build(IndexType.FLAT, metric);
      }
      float[] query = Rows.vector(-1);
      List<Hit> all = hits(query, 50, metric, Map.of());
      for (int i = 5; i < 20; i++) {
        String near = Float.toString(all.get(i).distance());
        String far = Float.toString(all.get(i + 10).distance());
        Map<String, String> range = Map.of("radius", far, "range_filter", near);
        assertEquals(all.subList(i, i + 10), hits(query, 50, metric, range));
        assertEquals(all.subList(0, i + 10), hits(query, 50, metric, Map.of("radius", far)));
      }
    }
  }

  /** Every type, beside rows that were deleted and rows that came after the build. */
  @ParameterizedTest
  @EnumSource(names = {"FLAT", "IVF_FLAT", "IVF_SQ8", "IVF_PQ", "SCANN", "HNSW", "DISKANN", "RNSG"})
  void everyTypeFindsWhatLiesBetween(IndexType type) throws InterruptedException {
    for (MetricType metric : List.of(MetricType.L2, MetricType.IP, MetricType.COSINE)) {
      build(type, metric);
      engine.data().insert(CollectionRef.of("book"), Rows.batch(ROWS, 100));
      engine
          .data()
          .delete(
              CollectionRef.of("book"),
              LongStream.range(0, ROWS / 5).mapToObj(i -> (Object) (5 * i)).toList());
      int wanted = 0;
      int right = 0;
      for (int key = -1; key > -21; key--) {
        float[] query = Rows.vector(key);
        List<Object> ranked = new ArrayList<>();
        for (long row : ranked(metric, query, ROWS + 100)) {
          if (row >= ROWS || row % 5 != 0) {
            ranked.add(row);
          }
        }
        double near = between(metric, query, ranked, 20);
        double far = between(metric, query, ranked, 50);
        List<Object> found = new ArrayList<>();
        for (Hit hit : hits(query, 100, metric, parameters(far, near))) {
          boolean nearer = metric.largerIsCloser() ? hit.distance() > near : hit.distance() < near;
          assertFalse(nearer, hit + " is nearer than " + near);
          found.add(hit.id());
        }
        wanted += 30;
        right += (int) ranked.subList(20, 50).stream().filter(found::contains).count();
      }
      // Distances of IVF_PQ are those to what a byte for every two values stands for.
      double gate = type == IndexType.IVF_PQ ? 0.3 : hasLists(type) ? 0.8 : 0.9;
      assertTrue(right >= gate * wanted, type + " " + metric + " recall " + right + "/" + wanted);
      engine.collections().drop(CollectionRef.of("book"));
      engine.collections().create(Rows.schema("book"));
      engine.data().insert(CollectionRef.of("book"), Rows.batch(0, ROWS));
    }
  }

  /** Counts how often work looks whether it was cancelled, as it does every so many steps. */
  private static final class Steps extends Cancellation {
    private final AtomicLong count = new AtomicLong();

    @Override
    public void check() {
      count.incrementAndGet();
      super.check();
    }
  }

  private long steps(SearchRequest request) {
    Steps steps = new Steps();
    engine.searches().search(request, steps);
    return steps.count.get();
  }

  /**
   * A range that leaves out hundreds of near rows, and one that holds nothing, take about the steps
   * of a search without a range over the same lists. To ask for more and more neighbours until
   * enough of them lie in the range would take many times as many.
   */
  @ParameterizedTest
  @EnumSource(names = {"FLAT", "IVF_FLAT", "IVF_SQ8", "IVF_PQ", "SCANN", "HNSW", "DISKANN", "RNSG"})
  void aRangeTakesTheStepsOfAnOrdinarySearch(IndexType type) throws InterruptedException {
    build(type, MetricType.L2);
    int count = 50;
    float[] queries = new float[count * Rows.DIM];
    for (int i = 0; i < count; i++) {
      System.arraycopy(Rows.vector(-1 - i), 0, queries, i * Rows.DIM, Rows.DIM);
    }
    float[] first = Rows.vector(-1);
    List<Object> ranked = List.copyOf(ranked(MetricType.L2, first, ROWS));
    double near = between(MetricType.L2, first, ranked, 300);
    double far = between(MetricType.L2, first, ranked, 310);
    Map<String, String> all = hasLists(type) ? Map.of("nprobe", LISTS) : Map.of();
    long ordinary = steps(Rows.search("book", queries, 10, MetricType.L2, all));
    for (Map<String, String> range :
        List.of(
            parameters(far, null),
            parameters(far, near),
            parameters(Math.nextUp((float) near), near),
            parameters(1e-6, null))) {
      Map<String, String> given = new HashMap<>(range);
      given.putAll(all);
      long ranged = steps(Rows.search("book", queries, 10, MetricType.L2, given));
      // Rough distances do not tell what lies behind so many rows: SCANN looks again, one by one.
      long most = type == IndexType.SCANN ? 8 : 4;
      assertTrue(ranged <= most * ordinary, given + ": " + ranged + " steps, " + ordinary);
    }
  }

  private static boolean hasLists(IndexType type) {
    return type == IndexType.SCANN || type.name().startsWith("IVF");
  }

  @Test
  void anAnswerOfTooManyHitsIsRefused() {
    float[] queries = new float[16_384 * Rows.DIM];
    ElanusException refusal =
        assertThrows(
            ElanusException.class,
            () ->
                engine
                    .searches()
                    .search(Rows.search("book", queries, 1000, MetricType.L2, Map.of())));
    assertEquals(ErrorCode.OUT_OF_RANGE, refusal.code());
    assertEquals(
        "hits of all query vectors together must be at most 10000000, got 16384000",
        refusal.getMessage());
  }

  /** More neighbours than are searched for together. */
  @Test
  void manyNeighboursOfManyQueriesAreThoseOfEach() {
    int count = 450;
    float[] queries = new float[count * Rows.DIM];
    for (int i = 0; i < count; i++) {
      System.arraycopy(Rows.vector(-1 - i), 0, queries, i * Rows.DIM, Rows.DIM);
    }
    SearchResult all =
        engine.searches().search(Rows.search("book", queries, ROWS, MetricType.L2, Map.of()));
    assertEquals(count, all.queries());
    for (int i = 0; i < count; i += 64) {
      assertEquals(hits(Rows.vector(-1 - i), ROWS, MetricType.L2, Map.of()), all.hits(i));
    }
  }

  @Test
  void boundsThatContainNothingAreRefused() {
    float[] query = Rows.vector(1);
    assertTrue(refusal(MetricType.L2, query, Map.of("range_filter", "1")).contains("radius"));
    assertTrue(refusal(MetricType.L2, query, Map.of("radius", "near")).contains("a number"));
    assertEquals(
        "range_filter must be less than radius for L2, got range_filter 2 and radius 1",
        refusal(MetricType.L2, query, Map.of("radius", "1", "range_filter", "2")));
    assertEquals(
        "range_filter must be greater than radius for IP, got range_filter 1 and radius 2",
        refusal(MetricType.IP, query, Map.of("radius", "2", "range_filter", "1")));
  }

  private String refusal(MetricType metric, float[] query, Map<String, String> parameters) {
    ElanusException refusal =
        assertThrows(
            ElanusException.class,
            () -> engine.searches().search(Rows.search("book", query, 1, metric, parameters)));
    assertEquals(ErrorCode.INVALID_ARGUMENT, refusal.code());
    return refusal.getMessage();
  }
}
