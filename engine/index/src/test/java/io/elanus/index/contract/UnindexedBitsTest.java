package io.elanus.index.contract;

import io.elanus.api.index.MetricType;
import io.elanus.base.Cancellation;
import io.elanus.index.BitRows;
import io.elanus.index.Hits;
import io.elanus.index.QueryVectors;
import io.elanus.index.RowFilter;
import io.elanus.index.SearchParameters;
import io.elanus.index.SearchTask;
import io.elanus.index.VectorIndex;
import io.elanus.index.binary.UnindexedBits;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnindexedBitsTest {
  @ParameterizedTest
  @CsvSource({
    "HAMMING, 0, 8",
    "JACCARD, 1, 8",
    "HAMMING, 15, 24",
    "JACCARD, 17, 72",
    "HAMMING, 2100, 128",
    "JACCARD, 2100, 256",
    "SUBSTRUCTURE, 2100, 16",
    "SUPERSTRUCTURE, 2100, 24",
    "HAMMING, 1500, 512",
    "JACCARD, 300, 1000",
    "HAMMING, 300, 1024",
    "HAMMING, 2, 262144"
  })
  void everyRowCounts(MetricType metric, int rows, int dim) {
    byte[] values = TestData.bits(rows, dim, 4, 31);
    if (rows > 20) {
      java.util.Arrays.fill(values, 5 * dim / 8, 9 * dim / 8, (byte) 0);
      System.arraycopy(values, 0, values, 11 * dim / 8, dim / 8);
    }
    VectorIndex unindexed = UnindexedBits.of(BitRows.of(values, rows, dim), metric);
    BitOracle oracle = new BitOracle(values, rows, dim, metric);
    try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
      for (int count : new int[] {1, 3, 8, 11}) {
        byte[] queries = TestData.bits(count, dim, 4, 32);
        if (metric == MetricType.SUBSTRUCTURE) {
          for (int i = 0; i < queries.length; i++) {
            queries[i] &= 0x21;
          }
        }
        for (RowFilter filter : new RowFilter[] {null, RowFilter.of(rows, row -> row % 3 == 1)}) {
          for (int threads = 1; threads <= 2; threads++) {
            SearchTask task =
                new SearchTask(
                    new QueryVectors.Bits(queries, count),
                    13,
                    new SearchParameters.None(),
                    filter,
                    threads,
                    executor,
                    new Cancellation());
            Hits hits = unindexed.search(task);
            BinaryContractTest.assertExact(oracle, queries, 13, filter, hits);
          }
        }
      }
    }
  }
}
