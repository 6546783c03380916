package io.elanus.index.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.index.MetricType;
import io.elanus.index.BitRows;
import io.elanus.index.Hits;
import io.elanus.index.QueryVectors;
import io.elanus.index.RowFilter;
import io.elanus.index.VectorIndex;
import io.elanus.index.VectorRows;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every index type over binary vectors must do. All distances are exact, so a result must
 * equal the oracle's, ties included.
 */
abstract class BinaryContractTest extends BuildContractTest {
  private static final int DIM = 72;

  @Override
  List<MetricType> metrics() {
    return List.of(MetricType.HAMMING, MetricType.JACCARD);
  }

  @Override
  VectorRows clustered(int rows, long seed) {
    return BitRows.of(TestData.bits(rows, DIM, 30, seed), rows, DIM);
  }

  @Override
  QueryVectors zeros(int count) {
    return new QueryVectors.Bits(new byte[count * DIM / 8], count);
  }

  private static QueryVectors.Bits queries(byte[] values, int dim) {
    return new QueryVectors.Bits(values, values.length * 8 / dim);
  }

  private VectorIndex index(byte[] values, int dim, MetricType metric) throws IOException {
    return index(BitRows.of(values, values.length * 8 / dim, dim), metric);
  }

  /** Checks rows and distances against the oracle. */
  static void assertExact(BitOracle oracle, byte[] queries, int k, RowFilter filter, Hits hits) {
    for (int query = 0; query < queries.length * 8 / oracle.dim(); query++) {
      int[] expected = oracle.nearest(queries, query, k, filter);
      assertArrayEquals(expected, found(hits, query, k), "rows found for query " + query);
      for (int i = 0; i < expected.length; i++) {
        float distance = oracle.distance(queries, query, expected[i]);
        assertEquals(distance, hits.distances()[query * k + i]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 24, 72, 128, 256, 512, 1000, 1024, 2048})
  void exhaustiveSearchEqualsBruteForce(int dim) throws IOException {
    byte[] values = TestData.bits(700, dim, 12, 5);
    byte[] queries = TestData.bits(11, dim, 12, 6);
    // One that many rows contain and one that contains many rows.
    Arrays.fill(queries, 0, dim / 8, (byte) 0);
    queries[0] = 1;
    Arrays.fill(queries, dim / 8, dim / 4, (byte) 0xff);
    queries[dim / 8] = 0x7e;
    for (MetricType metric : metrics()) {
      VectorIndex index = index(values, dim, metric);
      BitOracle oracle = new BitOracle(values, 700, dim, metric);
      for (int k : new int[] {1, 10, 33}) {
        Hits batch = index.search(task(queries(queries, dim), k, exhaustive(), null, 1));
        assertExact(oracle, queries, k, null, batch);
        Hits threaded = index.search(task(queries(queries, dim), k, exhaustive(), null, 2));
        assertExact(oracle, queries, k, null, threaded);
        for (int query = 0; query < 11; query++) {
          byte[] alone = Arrays.copyOfRange(queries, query * dim / 8, (query + 1) * dim / 8);
          Hits single = index.search(task(queries(alone, dim), k, exhaustive(), null, 1));
          assertExact(oracle, alone, k, null, single);
        }
      }
    }
  }

  @Test
  void usualSearchHasRecallAndExactDistances() throws IOException {
    int dim = 128;
    byte[] values = TestData.bits(6000, dim, 40, 7);
    byte[] queries = TestData.bits(100, dim, 40, 7_000);
    System.arraycopy(values, 0, queries, 0, 10 * dim / 8);
    for (MetricType metric : metrics()) {
      VectorIndex index = index(values, dim, metric);
      BitOracle oracle = new BitOracle(values, 6000, dim, metric);
      Hits hits = index.search(task(queries(queries, dim), 10, usual(), null, 2));
      int wanted = 0;
      int right = 0;
      for (int query = 0; query < 100; query++) {
        int[] expected = oracle.nearest(queries, query, 10, null);
        wanted += expected.length;
        float furthest =
            expected.length == 0
                ? 0
                : oracle.distance(queries, query, expected[expected.length - 1]);
        for (int i = 0; i < hits.counts()[query]; i++) {
          float distance = oracle.distance(queries, query, hits.rows()[query * 10 + i]);
          assertEquals(distance, hits.distances()[query * 10 + i]);
          right += distance <= furthest ? 1 : 0;
        }
      }
      assertTrue(right >= recallGate() * wanted, "recall@10 " + (double) right / wanted);
    }
  }

  /** From no row to all of them: as many are found as there are, whatever the parameters. */
  @Test
  void asManyAreFoundAsAFilterAccepts() throws IOException {
    int dim = 40;
    int rows = 3000;
    byte[] values = TestData.bits(rows, dim, 30, 11);
    byte[] queries = TestData.bits(4, dim, 30, 12);
    queries[0] = 1;
    Arrays.fill(queries, 1, dim / 8, (byte) 0);
    Random random = new Random(83);
    for (MetricType metric : metrics()) {
      VectorIndex index = index(values, dim, metric);
      BitOracle oracle = new BitOracle(values, rows, dim, metric);
      for (int accepted : new int[] {0, 1, 11, 256, 257, 1500, 3000}) {
        BitSet bits = new BitSet();
        while (bits.cardinality() < accepted) {
          bits.set(random.nextInt(rows));
        }
        RowFilter filter = RowFilter.of(rows, bits::get);
        for (int query = 0; query < 4; query++) {
          byte[] alone = Arrays.copyOfRange(queries, query * dim / 8, (query + 1) * dim / 8);
          Hits exact = index.search(task(queries(alone, dim), 12, exhaustive(), filter, 2));
          assertExact(oracle, alone, 12, filter, exact);
          Hits usual = index.search(task(queries(alone, dim), 12, usual(), filter, 1));
          assertEquals(oracle.nearest(alone, 0, 12, filter).length, usual.counts()[0]);
          if (accepted <= 256) {
            assertExact(oracle, alone, 12, filter, usual);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {72, 256})
  void aRangeIsAPartOfTheWholeAnswer(int dim) throws IOException {
    byte[] values = TestData.bits(600, dim, 5, 71);
    QueryVectors.Bits queries = queries(TestData.bits(9, dim, 5, 72), dim);
    for (MetricType metric : metrics()) {
      VectorIndex index = index(values, dim, metric);
      assertRangesAreParts(index, queries, 600, null, metric + "");
      RowFilter filter = RowFilter.of(600, row -> row % 3 != 0);
      assertRangesAreParts(index, queries, 600, filter, metric + " filtered");
    }
  }

  @Test
  void usualSearchHasRecallInRanges() throws IOException {
    int dim = 128;
    byte[] values = TestData.bits(6000, dim, 40, 73);
    QueryVectors.Bits queries = queries(TestData.bits(40, dim, 40, 73), dim);
    for (MetricType metric : List.of(MetricType.HAMMING, MetricType.JACCARD)) {
      double recall = rangeRecall(index(values, dim, metric), queries, 6000, 20, 0, 3, 30, 80);
      assertTrue(recall >= rangeRecallGate(), metric + " recall in ranges " + recall);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 15, 16, 17, 40})
  void smallData(int rows) throws IOException {
    for (int dim : new int[] {8, 264, 262_144}) {
      byte[] values = TestData.bits(rows, dim, 3, 13);
      byte[] queries = TestData.bits(5, dim, 3, 14);
      for (MetricType metric : metrics()) {
        VectorIndex index = index(values, dim, metric);
        Hits hits = index.search(task(queries(queries, dim), 50, exhaustive(), null, 1));
        assertEquals(250, hits.rows().length);
        assertExact(new BitOracle(values, rows, dim, metric), queries, 50, null, hits);
      }
    }
  }

  @Test
  void equalRowsAreFoundInRowOrder() throws IOException {
    byte[] values = new byte[300 * 2];
    for (int row = 0; row < 300; row++) {
      values[row * 2] = (byte) (1 << row % 3);
    }
    byte[] queries = {1, 0, 4, 0, 0, 0, 3, 0};
    for (MetricType metric : metrics()) {
      VectorIndex index = index(values, 16, metric);
      BitOracle oracle = new BitOracle(values, 300, 16, metric);
      for (int threads = 1; threads <= 2; threads++) {
        Hits hits = index.search(task(queries(queries, 16), 7, exhaustive(), null, threads));
        assertExact(oracle, queries, 7, null, hits);
      }
    }
  }

  @Test
  void onlyDuplicates() throws IOException {
    byte[] values = new byte[500 * 3];
    Arrays.fill(values, (byte) 0x25);
    VectorIndex index = index(values, 24, metrics().getFirst());
    Hits hits = index.search(task(queries(new byte[] {1, 2, 3}, 24), 5, usual(), null, 1));
    assertArrayEquals(new int[] {0, 1, 2, 3, 4}, hits.rows());
  }

  @Test
  void emptyVectorsHaveJaccardDistanceZero() throws IOException {
    byte[] values = {0, 1, 0, 3};
    VectorIndex index = index(values, 8, MetricType.JACCARD);
    Hits hits = index.search(task(queries(new byte[] {0, 1}, 8), 4, exhaustive(), null, 1));
    assertArrayEquals(new int[] {0, 2, 1, 3, 1, 3, 0, 2}, hits.rows());
    assertArrayEquals(new float[] {0, 0, 1, 1, 0, 0.5f, 1, 1}, hits.distances());
  }

  @Test
  void everyRowIsStoredOnce() throws IOException {
    byte[] values = TestData.bits(1000, 64, 10, 15);
    for (MetricType metric : List.of(MetricType.HAMMING, MetricType.JACCARD)) {
      VectorIndex index = index(values, 64, metric);
      Hits hits = index.search(task(queries(new byte[8], 64), 1000, exhaustive(), null, 1));
      Set<Integer> rows = new HashSet<>();
      for (int row : hits.rows()) {
        rows.add(row);
      }
      assertEquals(1000, rows.size());
    }
  }
}
