package io.elanus.index.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.elanus.api.index.MetricType;
import io.elanus.base.Cancellation;
import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.QueryVectors;
import io.elanus.index.RowFilter;
import io.elanus.index.SearchParameters;
import io.elanus.index.SearchTask;
import io.elanus.index.VectorIndex;
import io.elanus.index.flat.UnindexedRows;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UnindexedRowsTest {
  @ParameterizedTest
  @CsvSource({
    "L2, 0, 3",
    "IP, 1, 5",
    "COSINE, 15, 1",
    "L2, 17, 40",
    "IP, 2100, 16",
    "COSINE, 2100, 33",
    "L2, 2100, 100",
    "COSINE, 2, 32768"
  })
  void everyRowCounts(MetricType metric, int rows, int dim) {
    float[] values = TestData.blobs(rows, dim, 4, 31);
    if (rows > 20) {
      Arrays.fill(values, 5 * dim, 9 * dim, 0);
      System.arraycopy(values, 0, values, 11 * dim, dim);
    }
    VectorIndex unindexed = UnindexedRows.of(FloatRows.of(values, rows, dim), metric);
    BruteForce oracle = new BruteForce(values, rows, dim, metric);
    try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
      for (int queryCount : new int[] {1, 3, 4, 11}) {
        float[] queries = TestData.blobs(queryCount, dim, 4, 32);
        for (RowFilter filter : new RowFilter[] {null, RowFilter.of(rows, row -> row % 3 == 1)}) {
          Hits one = search(unindexed, queries, queryCount, filter, 1, executor);
          IndexContractTest.assertExact(oracle, queries, 13, filter, one);
          Hits two = search(unindexed, queries, queryCount, filter, 2, executor);
          assertArrayEquals(one.rows(), two.rows());
          assertArrayEquals(one.distances(), two.distances());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void valuesOfAnyMagnitudeAreFound(ExtremeRows kind) {
    int dim = 12;
    float[] values = kind.values(900, dim, 33);
    float[] queries = ExtremeRows.queries(values, dim);
    int count = queries.length / dim;
    RowFilter half = RowFilter.of(900, row -> row % 2 == 1);
    try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
      for (MetricType metric : List.of(MetricType.L2, MetricType.IP, MetricType.COSINE)) {
        VectorIndex unindexed = UnindexedRows.of(FloatRows.of(values, 900, dim), metric);
        BruteForce oracle = new BruteForce(values, 900, dim, metric);
        for (RowFilter filter : new RowFilter[] {null, half}) {
          String asked = kind + " " + metric;
          Hits hits = search(unindexed, queries, count, filter, 2, executor);
          IndexContractTest.assertExtremes(asked, oracle, queries, 13, filter, hits, true, true);
          for (int query = 0; query < count; query++) {
            float[] alone = Arrays.copyOfRange(queries, query * dim, (query + 1) * dim);
            Hits single = search(unindexed, alone, 1, filter, 1, executor);
            assertArrayEquals(
                BuildContractTest.found(hits, query, 13), BuildContractTest.found(single, 0, 13));
          }
        }
      }
    }
  }

  private static Hits search(
      VectorIndex index,
      float[] queries,
      int count,
      RowFilter filter,
      int threads,
      ExecutorService executor) {
    return index.search(
        new SearchTask(
            new QueryVectors.Floats(queries, count),
            13,
            new SearchParameters.None(),
            filter,
            threads,
            executor,
            new Cancellation()));
  }
}
