package io.elanus.index.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.index.MetricType;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.index.FloatRows;
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
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What every graph index over float vectors must do besides. */
abstract class GraphContractTest extends BeamContractTest {
  private static final int DIM = 24;
  private static final int ROWS = 4000;

  /** Enough that links are followed. */
  private static final int DAMAGED = 2500;

  private static final String[] SECTIONS = {
    "graph", "copies", "mean", "spread", "codes", "links", "upper", "upper-links"
  };

  private static final int SMALL = 2000;

  // What several tests search, which only read.
  private VectorIndex small;

  @Override
  String facts() {
    return "graph";
  }

  private static QueryVectors.Floats queries(int count, long seed) {
    return new QueryVectors.Floats(TestData.blobs(count, DIM, 1, seed), count);
  }

  private static float[] cloud(int rows, long seed) {
    return TestData.blobs(rows, DIM, 1, seed);
  }

  @ParameterizedTest
  @EnumSource(names = {"L2", "IP", "COSINE"})
  void recallHoldsUnderFilters(MetricType metric) throws IOException {
    float[] values = cloud(ROWS, 41);
    VectorIndex index = index(FloatRows.of(values, ROWS, DIM), metric);
    BruteForce oracle = new BruteForce(values, ROWS, DIM, metric);
    QueryVectors.Floats asked = queries(40, 41);
    double unfiltered = recall(oracle, asked, index, null);
    for (int percent : new int[] {99, 90, 75, 50, 25, 10, 1}) {
      Random random = new Random(percent);
      BitSet rejected = new BitSet(ROWS);
      for (int row = 0; row < ROWS; row++) {
        rejected.set(row, random.nextInt(100) >= percent);
      }
      double filtered = recall(oracle, asked, index, RowFilter.allBut(rejected, 0, ROWS));
      assertTrue(
          filtered >= unfiltered - 0.02,
          "recall %s with %d %% of the rows, %s with all".formatted(filtered, percent, unfiltered));
    }
  }

  private double recall(
      BruteForce oracle, QueryVectors.Floats asked, VectorIndex index, RowFilter filter) {
    Hits hits = index.search(task(asked, 10, usual(), filter, 2));
    int right = 0;
    for (int query = 0; query < asked.count(); query++) {
      assertEquals(10, hits.counts()[query]);
      Set<Integer> expected = new HashSet<>();
      for (int row : oracle.nearest(asked.values(), query, 10, filter)) {
        expected.add(row);
      }
      for (int row : found(hits, query, 10)) {
        assertTrue(filter == null || filter.accepts(row));
        right += expected.contains(row) ? 1 : 0;
      }
    }
    return right / (10.0 * asked.count());
  }

  /** Rows that pass lie far from the query: a search meets none of them on its way. */
  @Test
  void aFilterThatPassesOnlyFarRowsStillFindsTheNearestOfThem() throws IOException {
    float[] values = TestData.blobs(4000, DIM, 2, 42);
    float[] queries = Arrays.copyOf(values, 5 * DIM);
    BruteForce oracle = new BruteForce(values, 4000, DIM, MetricType.L2);
    VectorIndex index = index(FloatRows.of(values, 4000, DIM), MetricType.L2);
    double[] distances = new double[4000];
    Arrays.setAll(distances, row -> oracle.distance(queries, 0, row));
    double[] sorted = distances.clone();
    Arrays.sort(sorted);
    RowFilter far = RowFilter.of(4000, row -> distances[row] > sorted[1600]);
    Hits hits = index.search(task(new QueryVectors.Floats(queries, 1), 10, usual(), far, 1));
    int right = 0;
    Set<Integer> expected = new HashSet<>();
    for (int row : oracle.nearest(queries, 0, 10, far)) {
      expected.add(row);
    }
    for (int row : found(hits, 0, 10)) {
      right += expected.contains(row) ? 1 : 0;
    }
    assertTrue(right >= 9, right + " of 10");
  }

  private VectorIndex small() throws IOException {
    if (small == null) {
      small = index(FloatRows.of(cloud(SMALL, 43), SMALL, DIM), MetricType.IP);
    }
    return small;
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "7, 7", "7, 2000"})
  void asManyAreFoundAsPass(int accepted, int k) throws IOException {
    VectorIndex index = small();
    RowFilter filter = RowFilter.of(SMALL, row -> row % 250 == 3 && row < accepted * 250);
    assertEquals(accepted, filter.accepted());
    Hits some = index.search(task(queries(3, 43), k, usual(), filter, 1));
    for (int count : some.counts()) {
      assertEquals(accepted, count);
    }
    Hits all = index.search(task(queries(2, 44), SMALL, usual(), null, 1));
    for (int count : all.counts()) {
      assertEquals(SMALL, count);
    }
  }

  @Test
  void damagedBytesNeitherCrashNorHangASearch() throws IOException {
    float[] values = cloud(DAMAGED, 46);
    System.arraycopy(values, 0, values, 9 * DIM, DIM);
    System.arraycopy(values, 3 * DIM, values, 20 * DIM, DIM);
    FloatRows rows = FloatRows.of(values, DAMAGED, DIM);
    MemorySections sections = build(rows, MetricType.L2, context(1));
    Random random = new Random(47);
    for (String name : SECTIONS) {
      for (int round = 0; round < 40; round++) {
        SectionSource whole = sections.open();
        byte[] bytes = whole.section(name).toArray(ValueLayout.JAVA_BYTE);
        if (bytes.length == 0) {
          continue;
        }
        if (round == 0) {
          random.nextBytes(bytes);
        } else if (round == 1) {
          bytes = Arrays.copyOf(bytes, bytes.length - 1);
        } else {
          for (int i = 0; i < 1 + round / 4; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
          }
        }
        MemorySegment damaged = MemorySegment.ofArray(bytes);
        MemorySegment segment = Arena.ofAuto().allocate(bytes.length, 64);
        segment.copyFrom(damaged);
        searchDamaged(n -> n.equals(name) ? segment : whole.section(n), rows);
      }
    }
  }

  private void searchDamaged(SectionSource sections, FloatRows rows) {
    try {
      VectorIndex index = algorithm().open(sections, shape(MetricType.L2, DAMAGED, DIM), rows);
      for (Map<String, Object> parameters : List.of(usual())) {
        for (RowFilter filter :
            new RowFilter[] {null, RowFilter.of(DAMAGED, row -> row % 2 == 0)}) {
          Hits hits = index.search(task(queries(3, 48), 10, parameters, filter, 1));
          for (int row : hits.rows()) {
            assertTrue(row >= 0 && row < DAMAGED);
          }
        }
      }
    } catch (ElanusException refused) {
      assertEquals(ErrorCode.DAMAGED_DATA, refused.code());
    }
  }
}
