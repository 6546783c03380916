package io.elanus.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.core.Engine;
import io.elanus.core.EngineOptions;
import io.elanus.core.Hit;
import io.elanus.core.IndexRequest;
import io.elanus.core.embedded.EmbeddedEngine;
import io.elanus.index.IndexType;
import io.elanus.index.MetricType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Searches between two distances, by an index and without one, against every distance there is. */
class RangeSearchTest {
  private static final int ROWS = 2500;

  @TempDir Path folder;
  private Engine engine;

  @BeforeEach
  void fill() {
    engine = EmbeddedEngine.open(EngineOptions.at(folder));
    engine.createCollection(Rows.schema("book"));
    engine.insert("book", Rows.batch(0, ROWS));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private static double reported(MetricType metric, float[] query, long key) {
    double distance = Rows.distance(query, Rows.vector(key), metric);
    return metric.largerIsCloser() ? -distance : distance;
  }

  /** The keys between two places of the whole ranking. */
  private static List<Long> ranked(MetricType metric, float[] query) {
    Comparator<Long> nearest =
        Comparator.comparingDouble(key -> Rows.distance(query, Rows.vector(key), metric));
    return LongStream.range(0, ROWS).boxed().sorted(nearest).toList();
  }

  private List<Object> found(MetricType metric, float[] query, int limit, double far, Double near) {
    Map<String, String> parameters =
        near == null
            ? Map.of("radius", Double.toString(far))
            : Map.of("radius", Double.toString(far), "range_filter", Double.toString(near));
    return engine
        .search(Rows.search("book", query, limit, metric, parameters))
        .hits()
        .getFirst()
        .stream()
        .map(Hit::id)
        .toList();
  }

  private void check(MetricType metric) {
    for (int key = -1; key > -4; key--) {
      float[] query = Rows.vector(key);
      List<Long> ranked = ranked(metric, query);
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

  private static double between(MetricType metric, float[] query, List<Long> ranked, int place) {
    return (reported(metric, query, ranked.get(place - 1))
            + reported(metric, query, ranked.get(place)))
        / 2;
  }

  @ParameterizedTest
  @EnumSource(names = {"L2", "IP", "COSINE"})
  void rowsBetweenTheBoundsAreFound(MetricType metric) throws InterruptedException {
    check(metric);
    engine
        .createIndex(new IndexRequest("book", "vector", null, IndexType.FLAT, metric, Map.of(), 0))
        .await(Duration.ofMinutes(1));
    assertEquals(ROWS, engine.describeIndex("book", "vector").progress().indexedRows());
    check(metric);
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
            () -> engine.search(Rows.search("book", query, 1, metric, parameters)));
    assertEquals(ErrorCode.INVALID_ARGUMENT, refusal.code());
    return refusal.getMessage();
  }
}
