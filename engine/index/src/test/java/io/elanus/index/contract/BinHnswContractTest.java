package io.elanus.index.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.index.BitRows;
import io.elanus.index.Hits;
import io.elanus.index.QueryVectors;
import io.elanus.index.RowFilter;
import io.elanus.index.SectionSource;
import io.elanus.index.VectorIndex;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** HNSW over binary vectors: what every binary type must do, and what graphs must do besides. */
class BinHnswContractTest extends BinaryContractTest {
  private static final int DIM = 128;

  /** Enough that links are followed, and fewer than are linked by leaves. */
  private static final int ROWS = 6000;

  /** Enough that leaves link them. */
  private static final int MANY = 20_000;

  @Override
  IndexType type() {
    return IndexType.HNSW;
  }

  @Override
  Map<String, Object> buildParameters(int rows) {
    return Map.of("M", 16, "efConstruction", 100);
  }

  @Override
  Map<String, Object> exhaustive() {
    return Map.of("ef", 32_768);
  }

  @Override
  Map<String, Object> usual() {
    return Map.of("ef", 64);
  }

  private static QueryVectors.Bits queries(byte[] values) {
    return new QueryVectors.Bits(values, values.length * 8 / DIM);
  }

  /** Codes without clusters, so that neighbours are not all alike. */
  private static byte[] cloud(int rows, long seed) {
    return TestData.bits(rows, DIM, Math.max(1, rows / 4), seed);
  }

  private double recall(
      BitOracle oracle, byte[] asked, VectorIndex index, RowFilter filter, int ef) {
    Hits hits = index.search(task(queries(asked), 10, Map.of("ef", ef), filter, 2));
    int right = 0;
    int count = asked.length * 8 / DIM;
    for (int query = 0; query < count; query++) {
      int[] expected = oracle.nearest(asked, query, 10, filter);
      float furthest = oracle.distance(asked, query, expected[9]);
      int[] found = found(hits, query, 10);
      assertEquals(10, found.length);
      assertEquals(10, Arrays.stream(found).distinct().count());
      for (int i = 0; i < 10; i++) {
        float distance = oracle.distance(asked, query, found[i]);
        assertEquals(distance, hits.distances()[query * 10 + i]);
        assertTrue(filter == null || filter.accepts(found[i]));
        right += distance <= furthest ? 1 : 0;
      }
    }
    return right / (10.0 * count);
  }

  @ParameterizedTest
  @CsvSource({"HAMMING, 6000", "JACCARD, 20000"})
  void recallHoldsUnderFilters(MetricType metric, int rows) throws IOException {
    assertRecall(metric, rows);
  }

  @Tag("long")
  @ParameterizedTest
  @CsvSource({"JACCARD, 6000", "HAMMING, 20000"})
  void recallHoldsUnderFiltersWithTheOtherMetric(MetricType metric, int rows) throws IOException {
    assertRecall(metric, rows);
  }

  private void assertRecall(MetricType metric, int rows) throws IOException {
    byte[] values = cloud(rows, 51);
    byte[] asked = Arrays.copyOf(cloud(rows, 52), 30 * DIM / 8);
    // Near some rows, but none of them.
    for (int query = 0; query < 30; query++) {
      System.arraycopy(values, query * 97 * DIM / 8, asked, query * DIM / 8, DIM / 8);
      asked[query * DIM / 8] ^= 0x11;
    }
    VectorIndex index = index(BitRows.of(values, rows, DIM), metric);
    BitOracle oracle = new BitOracle(values, rows, DIM, metric);
    double unfiltered = recall(oracle, asked, index, null, 100);
    assertTrue(unfiltered >= 0.9, "recall " + unfiltered);
    for (int percent : new int[] {95, 50, 25, 2}) {
      Random random = new Random(percent);
      boolean[] accepted = new boolean[rows];
      for (int row = 0; row < rows; row++) {
        accepted[row] = random.nextInt(100) < percent;
      }
      RowFilter filter = RowFilter.of(rows, row -> accepted[row]);
      double filtered = recall(oracle, asked, index, filter, 100);
      assertTrue(
          filtered >= unfiltered - 0.02,
          "recall %s with %d %% of the rows, %s with all".formatted(filtered, percent, unfiltered));
    }
  }

  /** Many more equal rows than a search keeps candidates. */
  @Test
  void equalRowsAreFoundAmongMany() throws IOException {
    byte[] values = cloud(MANY, 53);
    for (int row = 0; row < MANY / 2; row++) {
      System.arraycopy(values, 0, values, row * 2 * DIM / 8, DIM / 8);
    }
    VectorIndex index = index(BitRows.of(values, MANY, DIM), MetricType.HAMMING);
    Hits equal = index.search(task(queries(Arrays.copyOf(values, DIM / 8)), 10, usual(), null, 1));
    for (int i = 0; i < 10; i++) {
      assertEquals(0, equal.distances()[i]);
    }
  }

  /** Three of five rows are copies of a few, far more than a search keeps candidates. */
  @ParameterizedTest
  @EnumSource(names = {"HAMMING", "JACCARD"})
  void copiesHideNoRow(MetricType metric) throws IOException {
    assertFoundBesideCopies(metric, 5000);
  }

  @Tag("long")
  @Test
  void copiesHideNoneOfManyRows() throws IOException {
    assertFoundBesideCopies(MetricType.HAMMING, 50_000);
  }

  private void assertFoundBesideCopies(MetricType metric, int count) throws IOException {
    byte[] values = cloud(count, 57);
    for (int row = 0; row < count; row++) {
      if (row % 5 < 3) {
        System.arraycopy(values, 3 * (row % 4) * DIM / 8, values, row * DIM / 8, DIM / 8);
      }
    }
    VectorIndex index = index(BitRows.of(values, count, DIM), metric);
    BitOracle oracle = new BitOracle(values, count, DIM, metric);
    double recall = recall(oracle, Arrays.copyOf(values, 300 * DIM / 8), index, null, 64);
    assertTrue(recall >= 0.98, "recall " + recall);
    Hits hits = index.search(task(queries(values), 1, usual(), null, 2));
    int missed = 0;
    for (int query = 0; query < count; query++) {
      missed += hits.distances()[query] == 0 ? 0 : 1;
    }
    assertEquals(0, missed, "rows are not found");
  }

  @Test
  void damagedBytesNeitherCrashNorHangASearch() throws IOException {
    byte[] values = cloud(ROWS / 2, 54);
    System.arraycopy(values, 0, values, 9 * DIM / 8, DIM / 8);
    System.arraycopy(values, 3 * DIM / 8, values, 20 * DIM / 8, DIM / 8);
    BitRows rows = BitRows.of(values, ROWS / 2, DIM);
    MemorySections sections = build(rows, MetricType.HAMMING, context(1));
    Random random = new Random(55);
    for (String name : new String[] {"graph", "copies", "links", "upper", "upper-links"}) {
      for (int round = 0; round < 40; round++) {
        SectionSource whole = sections.open();
        byte[] bytes = whole.section(name).toArray(ValueLayout.JAVA_BYTE);
        if (round == 0) {
          random.nextBytes(bytes);
        } else if (round == 1) {
          bytes = Arrays.copyOf(bytes, bytes.length - 1);
        } else {
          for (int i = 0; i < 1 + round / 4; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
          }
        }
        MemorySegment segment = Arena.ofAuto().allocate(bytes.length, 64);
        segment.copyFrom(MemorySegment.ofArray(bytes));
        searchDamaged(n -> n.equals(name) ? segment : whole.section(n), rows);
      }
    }
  }

  private void searchDamaged(SectionSource sections, BitRows rows) {
    try {
      VectorIndex index =
          algorithm().open(sections, shape(MetricType.HAMMING, rows.count(), DIM), rows);
      byte[] asked = Arrays.copyOf(cloud(ROWS, 56), 3 * DIM / 8);
      for (RowFilter filter :
          new RowFilter[] {null, RowFilter.of(rows.count(), row -> row % 2 == 0)}) {
        Hits hits = index.search(task(queries(asked), 10, usual(), filter, 1));
        for (int query = 0; query < 3; query++) {
          for (int row : found(hits, query, 10)) {
            assertTrue(row >= 0 && row < rows.count());
          }
        }
      }
    } catch (ElanusException refused) {
      assertEquals(ErrorCode.DAMAGED_DATA, refused.code());
    }
  }
}
