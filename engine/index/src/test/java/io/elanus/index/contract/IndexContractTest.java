package io.elanus.index.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.index.MetricType;
import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.IndexShape;
import io.elanus.index.QueryVectors;
import io.elanus.index.RowFilter;
import io.elanus.index.SearchTask;
import io.elanus.index.VectorIndex;
import io.elanus.index.VectorRows;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every index type over float vectors must do. A type's own test extends this and says how it
 * is built, and with which search parameters it is exhaustive.
 */
abstract class IndexContractTest extends BuildContractTest {
  private static final int CLUSTERED = 6000;
  private static final int CLUSTERED_DIM = 32;

  private final Map<MetricType, Built> clustered = new EnumMap<>(MetricType.class);

  @Override
  List<MetricType> metrics() {
    return List.of(MetricType.L2, MetricType.IP, MetricType.COSINE);
  }

  @Override
  VectorRows clustered(int rows, long seed) {
    return FloatRows.of(TestData.blobs(rows, 12, 30, seed), rows, 12);
  }

  @Override
  QueryVectors zeros(int count) {
    return new QueryVectors.Floats(new float[count * 12], count);
  }

  /**
   * What the distances of results are checked against: the rows themselves, or what the index keeps
   * of them.
   */
  BruteForce oracle(float[] values, IndexShape shape, MemorySections sections) {
    return new BruteForce(values, shape.rows(), shape.dim(), shape.metric());
  }

  /** Up to how many rows {@link #usual} parameters find whatever the data are. */
  int usualCount() {
    return 1;
  }

  /** By how much a distance may differ where it is 0, 1 or -1 exactly. */
  float rounding() {
    return Float.MIN_VALUE;
  }

  /** An opened index and what its distances are checked against. */
  private record Built(VectorIndex index, BruteForce oracle) {}

  private Built built(float[] values, int dim, MetricType metric) throws IOException {
    FloatRows rows = FloatRows.of(values, values.length / dim, dim);
    IndexShape shape = shape(metric, rows.count(), dim);
    MemorySections sections = build(rows, metric, context(2));
    VectorIndex index = algorithm().open(sections.open(), shape, rows);
    return new Built(index, oracle(values, shape, sections));
  }

  /** The rows that several tests search, which only read. */
  private static float[] clusters(int count) {
    return TestData.blobs(count, CLUSTERED_DIM, 40, 7);
  }

  /** An index of {@link #clusters}. */
  private Built clustered(MetricType metric) throws IOException {
    Built built = clustered.get(metric);
    if (built == null) {
      built = built(clusters(CLUSTERED), CLUSTERED_DIM, metric);
      clustered.put(metric, built);
    }
    return built;
  }

  private VectorIndex index(float[] values, int dim, MetricType metric) throws IOException {
    return built(values, dim, metric).index();
  }

  private SearchTask task(
      float[] queries,
      int dim,
      int k,
      Map<String, Object> parameters,
      RowFilter filter,
      int threads) {
    QueryVectors asked = new QueryVectors.Floats(queries, queries.length / dim);
    return task(asked, k, parameters, filter, threads);
  }

  /**
   * Checks rows and distances against the oracle; rows may differ from it only where distances are
   * equal.
   */
  static void assertExact(BruteForce oracle, float[] queries, int k, RowFilter filter, Hits hits) {
    for (int query = 0; query < queries.length / oracle.dim(); query++) {
      int[] expected = oracle.nearest(queries, query, k, filter);
      assertEquals(expected.length, hits.counts()[query], "rows found for query " + query);
      Set<Integer> seen = new HashSet<>();
      for (int i = 0; i < expected.length; i++) {
        int row = hits.rows()[query * k + i];
        double distance = oracle.distance(queries, query, row);
        assertTrue(seen.add(row), "row " + row + " is found twice");
        assertTrue(filter == null || filter.accepts(row), "row " + row + " is filtered out");
        assertClose(distance, hits.distances()[query * k + i]);
        assertClose(oracle.distance(queries, query, expected[i]), distance);
        if (i > 0 && hits.distances()[query * k + i - 1] == hits.distances()[query * k + i]) {
          assertTrue(hits.rows()[query * k + i - 1] < row, "equal distances are ordered by row");
        }
      }
    }
  }

  private static void assertClose(double expected, double given) {
    assertEquals(expected, given, 1e-5 * Math.abs(expected) + 2e-6);
  }

  @ParameterizedTest
  @CsvSource({
    "L2, 1",
    "IP, 1",
    "COSINE, 1",
    "L2, 7",
    "IP, 16",
    "COSINE, 100",
    "L2, 100",
    "IP, 131"
  })
  void exhaustiveSearchEqualsBruteForce(MetricType metric, int dim) throws IOException {
    float[] values = TestData.blobs(700, dim, 12, 5);
    float[] queries = TestData.blobs(9, dim, 12, 6);
    Built built = built(values, dim, metric);
    VectorIndex index = built.index();
    BruteForce oracle = built.oracle();
    for (int k : new int[] {1, 10, 33}) {
      Hits batch = index.search(task(queries, dim, k, exhaustive(), null, 1));
      assertExact(oracle, queries, k, null, batch);
      Hits threaded = index.search(task(queries, dim, k, exhaustive(), null, 2));
      assertArrayEquals(batch.rows(), threaded.rows());
      assertArrayEquals(batch.distances(), threaded.distances());
      for (int query = 0; query < 9; query++) {
        float[] alone = Arrays.copyOfRange(queries, query * dim, (query + 1) * dim);
        Hits single = index.search(task(alone, dim, k, exhaustive(), null, 1));
        assertArrayEquals(found(batch, query, k), found(single, 0, k));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"L2", "IP", "COSINE"})
  void usualSearchHasRecallAndExactDistances(MetricType metric) throws IOException {
    int dim = CLUSTERED_DIM;
    float[] values = clusters(CLUSTERED);
    float[] queries = TestData.blobs(100, dim, 40, 7_000);
    System.arraycopy(values, 0, queries, 0, 10 * dim);
    Built built = clustered(metric);
    VectorIndex index = built.index();
    BruteForce truth = new BruteForce(values, CLUSTERED, dim, metric);
    Hits hits = index.search(task(queries, dim, 10, usual(), null, 2));
    int right = 0;
    for (int query = 0; query < 100; query++) {
      Set<Integer> expected = new HashSet<>();
      for (int row : truth.nearest(queries, query, 10, null)) {
        expected.add(row);
      }
      for (int i = 0; i < hits.counts()[query]; i++) {
        int row = hits.rows()[query * 10 + i];
        right += expected.contains(row) ? 1 : 0;
        assertClose(built.oracle().distance(queries, query, row), hits.distances()[query * 10 + i]);
      }
    }
    assertTrue(right >= recallGate() * 1000, "recall@10 " + right / 1000.0);
  }

  @ParameterizedTest
  @EnumSource(names = {"L2", "IP", "COSINE"})
  void filterHolds(MetricType metric) throws IOException {
    int dim = 20;
    float[] values = TestData.blobs(2400, dim, 9, 11);
    float[] queries = TestData.blobs(6, dim, 9, 12);
    Built built = built(values, dim, metric);
    RowFilter half = RowFilter.of(2400, row -> row % 2 == 0);
    Hits hits = built.index().search(task(queries, dim, 12, exhaustive(), half, 2));
    assertExact(built.oracle(), queries, 12, half, hits);
  }

  /**
   * From no row to all of them, near ones or far ones: as many are found as there are, whatever the
   * parameters; few rows are compared themselves.
   */
  @ParameterizedTest
  @EnumSource(names = {"L2", "IP", "COSINE"})
  void asManyAreFoundAsAFilterAccepts(MetricType metric) throws IOException {
    int dim = CLUSTERED_DIM;
    int rows = CLUSTERED;
    float[] values = clusters(rows);
    float[] queries = clusters(5);
    VectorIndex index = clustered(metric).index();
    BruteForce truth = new BruteForce(values, rows, dim, metric);
    int[] byDistance = truth.nearest(queries, 0, rows, null);
    Random random = new Random(82);
    for (int accepted : new int[] {0, 1, 2, 11, 100, 256, 257, 700, 3000, 5999, 6000}) {
      BitSet any = new BitSet();
      BitSet far = new BitSet();
      while (any.cardinality() < accepted) {
        any.set(random.nextInt(rows));
      }
      Arrays.stream(byDistance, rows - accepted, rows).forEach(far::set);
      for (BitSet bits : List.of(any, far)) {
        RowFilter filter = RowFilter.of(rows, bits::get);
        for (int k : new int[] {1, 10, 40}) {
          String where = "%d rows, k = %d".formatted(accepted, k);
          Hits hits = index.search(task(queries, dim, k, usual(), filter, 2));
          for (int query = 0; query < 5; query++) {
            int[] found = found(hits, query, k);
            assertEquals(Math.min(k, accepted), found.length, where);
            assertEquals(found.length, Arrays.stream(found).distinct().count(), where);
            assertTrue(Arrays.stream(found).allMatch(bits::get), where);
          }
          if (accepted <= 256) {
            assertExact(truth, queries, k, filter, hits);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"L2", "IP", "COSINE"})
  void aRangeIsAPartOfTheWholeAnswer(MetricType metric) throws IOException {
    int dim = 10;
    int rows = 600;
    float[] values = TestData.blobs(rows, dim, 5, 71);
    // Rows at equal distances stand on both sides of a bound or neither.
    System.arraycopy(values, 0, values, 300 * dim, 100 * dim);
    QueryVectors queries = new QueryVectors.Floats(TestData.blobs(5, dim, 5, 72), 5);
    VectorIndex index = index(values, dim, metric);
    assertRangesAreParts(index, queries, rows, null, metric + "");
    RowFilter filter = RowFilter.of(rows, row -> row % 3 != 0);
    assertRangesAreParts(index, queries, rows, filter, metric + " filtered");
  }

  @ParameterizedTest
  @EnumSource(names = {"L2", "IP", "COSINE"})
  void usualSearchHasRecallInRanges(MetricType metric) throws IOException {
    QueryVectors queries = new QueryVectors.Floats(clusters(40), 40);
    VectorIndex index = clustered(metric).index();
    double recall = rangeRecall(index, queries, CLUSTERED, 20, 0, 3, 30, 80);
    assertTrue(recall >= rangeRecallGate(), "recall in ranges " + recall);
  }

  @ParameterizedTest
  @CsvSource({"0, 4", "1, 4", "2, 1", "15, 3", "16, 3", "17, 3", "40, 2", "3, 32768"})
  void smallData(int rows, int dim) throws IOException {
    float[] values = TestData.gaussian(rows, dim, 13);
    float[] queries = TestData.gaussian(5, dim, 14);
    for (MetricType metric : List.of(MetricType.L2, MetricType.IP, MetricType.COSINE)) {
      Built built = built(values, dim, metric);
      Hits hits = built.index().search(task(queries, dim, 50, exhaustive(), null, 1));
      assertEquals(250, hits.rows().length);
      assertExact(built.oracle(), queries, 50, null, hits);
    }
  }

  @Test
  void equalRowsAreFoundInRowOrder() throws IOException {
    float[] values = new float[300 * 3];
    for (int row = 0; row < 300; row++) {
      values[row * 3] = 1;
      values[row * 3 + 1] = row % 3;
    }
    float[] queries = {1, 0, 0, 1, 2, 0, 0, 0, 0};
    for (MetricType metric : List.of(MetricType.L2, MetricType.IP, MetricType.COSINE)) {
      Built built = built(values, 3, metric);
      VectorIndex index = built.index();
      for (int threads = 1; threads <= 2; threads++) {
        Hits hits = index.search(task(queries, 3, 7, exhaustive(), null, threads));
        assertExact(built.oracle(), queries, 7, null, hits);
      }
      Hits hits = index.search(task(new float[] {1, 0, 0}, 3, 4, exhaustive(), null, 1));
      if (metric != MetricType.IP) {
        assertArrayEquals(new int[] {0, 3, 6, 9}, hits.rows());
      }
    }
  }

  @Test
  void onlyDuplicates() throws IOException {
    float[] values = new float[500 * 6];
    Arrays.fill(values, 0.25f);
    VectorIndex index = index(values, 6, MetricType.L2);
    float[] query = {1, 2, 3, 4, 5, 6};
    Hits hits = index.search(task(query, 6, 5, usual(), null, 1));
    assertArrayEquals(new int[] {0, 1, 2, 3, 4}, hits.rows());
  }

  @Test
  void zeroVectorsHaveCosineZero() throws IOException {
    float[] values = {0, 0, 1, 0, 0, 0, -1, 0};
    VectorIndex index = index(values, 2, MetricType.COSINE);
    Hits hits = index.search(task(new float[] {2, 0, 0, 0}, 2, 4, exhaustive(), null, 1));
    assertArrayEquals(new int[] {1, 0, 2, 3, 0, 1, 2, 3}, hits.rows());
    assertArrayEquals(new float[] {-1, 0, 0, 1, 0, 0, 0, 0}, hits.distances(), rounding());
  }

  @Test
  void rowsFarFromTheOriginKeepTheirDistances() throws IOException {
    int dim = 24;
    float[] values = TestData.gaussian(600, dim, 15);
    float[] queries = TestData.gaussian(5, dim, 16);
    for (int i = 0; i < values.length; i++) {
      values[i] = 1000 + values[i] / 16;
    }
    for (int i = 0; i < queries.length; i++) {
      queries[i] = 1000 + queries[i] / 16;
    }
    Built built = built(values, dim, MetricType.L2);
    for (int threads = 1; threads <= 2; threads++) {
      Hits hits = built.index().search(task(queries, dim, 10, exhaustive(), null, threads));
      assertExact(built.oracle(), queries, 10, null, hits);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"L2", "IP", "COSINE"})
  void rowsThatDifferLittleBesideOutliersAreToldApart(MetricType metric) throws IOException {
    int dim = 8;
    int rows = 5000;
    float[] values = TestData.gaussian(rows, dim, 24);
    for (int i = 0; i < values.length; i++) {
      values[i] = 1 + values[i] / 4096;
    }
    for (int row = 0; row < rows; row += 50) {
      for (int d = 0; d < dim; d++) {
        values[row * dim + d] *= (row / 50 + d) % 2 == 0 ? 100 : -100;
      }
    }
    float[] queries = Arrays.copyOfRange(values, 7 * dim, 12 * dim);
    Built built = built(values, dim, metric);
    Hits hits = built.index().search(task(queries, dim, 10, exhaustive(), null, 2));
    assertExact(built.oracle(), queries, 10, null, hits);
    for (int query = 0; query < 5; query++) {
      float[] alone = Arrays.copyOfRange(queries, query * dim, (query + 1) * dim);
      Hits single = built.index().search(task(alone, dim, 10, exhaustive(), null, 1));
      assertArrayEquals(found(hits, query, 10), found(single, 0, 10));
    }
  }

  /**
   * Distances are float32: one beyond the largest float is infinite, one below the smallest is 0,
   * and equal ones are ordered by row. Nothing is lost or called NaN for it.
   */
  @ParameterizedTest
  @EnumSource
  void valuesOfAnyMagnitudeAreFound(ExtremeRows kind) throws IOException {
    int dim = 8;
    int rows = 2500;
    float[] values = kind.values(rows, dim, 61);
    float[] queries = ExtremeRows.queries(values, dim);
    RowFilter half = RowFilter.of(rows, row -> row % 2 == 1);
    for (MetricType metric : List.of(MetricType.L2, MetricType.IP, MetricType.COSINE)) {
      Built built = built(values, dim, metric);
      for (int k : new int[] {1, 10, 500}) {
        for (RowFilter filter : new RowFilter[] {null, half}) {
          String asked = kind + " " + metric + " k=" + k + (filter == null ? "" : " filtered");
          Hits all = built.index().search(task(queries, dim, k, exhaustive(), filter, 2));
          assertExtremes(asked, built.oracle(), queries, k, filter, all, true, true);
          Hits some = built.index().search(task(queries, dim, k, usual(), filter, 1));
          boolean complete = k <= usualCount();
          assertExtremes(
              asked + " usual", built.oracle(), queries, k, filter, some, false, complete);
          for (int query = 0; query < queries.length / dim; query++) {
            float[] alone = Arrays.copyOfRange(queries, query * dim, (query + 1) * dim);
            Hits single = built.index().search(task(alone, dim, k, exhaustive(), filter, 1));
            assertArrayEquals(found(all, query, k), found(single, 0, k), asked + " alone");
          }
        }
      }
    }
  }

  /**
   * Checks results whose distances may be beyond float32.
   *
   * @param exhaustive whether no row but the nearest will do
   * @param complete whether as many must be found as pass
   */
  static void assertExtremes(
      String asked,
      BruteForce oracle,
      float[] queries,
      int k,
      RowFilter filter,
      Hits hits,
      boolean exhaustive,
      boolean complete) {
    int passing = filter == null ? oracle.rows() : filter.accepted();
    for (int query = 0; query < queries.length / oracle.dim(); query++) {
      int[] expected = exhaustive ? oracle.nearest(queries, query, k, filter) : new int[0];
      String where = asked + " query " + query;
      if (complete) {
        assertEquals(Math.min(k, passing), hits.counts()[query], where);
      }
      Set<Integer> seen = new HashSet<>();
      for (int i = 0; i < hits.counts()[query]; i++) {
        int row = hits.rows()[query * k + i];
        float given = hits.distances()[query * k + i];
        assertTrue(seen.add(row), where + ": row " + row + " is found twice");
        assertTrue(filter == null || filter.accepts(row), where);
        double slack = oracle.rounding(queries, query, row);
        assertClose(where, oracle.distance(queries, query, row), given, slack);
        if (exhaustive) {
          assertClose(where, oracle.distance(queries, query, expected[i]), given, slack);
        }
        if (i > 0) {
          float before = hits.distances()[query * k + i - 1];
          assertTrue(before <= given, where + ": " + before + " stands before " + given);
          boolean ordered = before < given || hits.rows()[query * k + i - 1] < row;
          assertTrue(ordered, where + ": equal distances are ordered by row");
        }
      }
    }
  }

  private static void assertClose(String where, double expected, float given, double slack) {
    double rounded = Math.abs(expected) > Float.MAX_VALUE ? (float) expected : expected;
    boolean close =
        rounded == given || Math.abs(expected - given) <= 2e-6 * Math.abs(expected) + slack;
    assertTrue(close, where + ": expected " + expected + ", got " + given);
  }
}
