package io.elanus.index.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.Cancellation;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildListener;
import io.elanus.index.BuildNotes;
import io.elanus.index.Checkpoints;
import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.IndexShape;
import io.elanus.index.QueryVectors;
import io.elanus.index.SearchParameters;
import io.elanus.index.SearchTask;
import io.elanus.index.VectorIndex;
import io.elanus.index.algorithms.IndexAlgorithms;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DISKANN against brute force where values, rows or groups of rows differ much in scale. */
@Tag("long")
class DiskannOddDataTest {
  private static final int ROWS = 3000;
  private static final int DIM = 24;
  private static final int QUERIES = 40;
  private static final int LIST = 128;

  /** How a Gaussian row becomes one of the family. */
  private enum Family {
    PLAIN,
    /** Few rows hold a placeholder in one value. */
    PLACEHOLDER,
    /** One row is much longer than all others. */
    ONE_LONG_ROW,
    HUGE_ROWS,
    WIDE_COLUMN,
    WIDE_COLUMNS,
    FAR_GROUPS,
    FAR_FROM_ZERO,
    LARGE,
    SMALL,
    HEAVY_TAILS,
    LONG_ROWS,
    CONSTANT_COLUMNS,
    SPARSE,
    WHOLE_NUMBERS,
    POSITIVE;

    void change(float[] values, int row, boolean query, Random random) {
      int start = row * DIM;
      double factor =
          switch (this) {
            case ONE_LONG_ROW -> !query && row == 7 ? 1000 : 1;
            case HUGE_ROWS -> !query && row % 100 == 7 ? 1e10 : 1;
            case LARGE -> 1e18;
            case SMALL -> 1e-18;
            case LONG_ROWS -> row % 100 == 7 ? 100 : 1;
            default -> 1;
          };
      double offset = FAR_GROUPS == this ? 1e4 * random.nextInt(20) : 0;
      for (int d = 0; d < DIM; d++) {
        double value = values[start + d] * factor;
        values[start + d] =
            (float)
                switch (this) {
                  case PLACEHOLDER -> !query && row % 1000 == 7 && d == 5 ? 1e6 : value;
                  case WIDE_COLUMN -> d == 0 ? 1e4 * value : value;
                  case WIDE_COLUMNS -> d < 4 ? Math.pow(10, 4 - d) * value : value;
                  case FAR_GROUPS -> (d % 3 - 1) * offset + value;
                  case FAR_FROM_ZERO -> 1e4 + value;
                  case HEAVY_TAILS -> Math.tan(Math.PI * (random.nextDouble() - 0.5));
                  case CONSTANT_COLUMNS -> d < 12 ? 1e6 : value;
                  case SPARSE -> random.nextInt(3) == 0 ? value : 0;
                  case WHOLE_NUMBERS -> Math.rint(2 * value);
                  case POSITIVE -> 5 + Math.abs(value);
                  default -> value;
                };
      }
    }

    float[] values(int rows, boolean query, long seed) {
      float[] values = TestData.gaussian(rows, DIM, seed);
      Random random = new Random(seed + 1);
      for (int row = 0; row < rows; row++) {
        change(values, row, query, random);
      }
      return values;
    }
  }

  private static IndexShape shape(MetricType metric, int rows, int dim) {
    return new IndexShape(
        IndexType.DISKANN, metric, rows, dim, Map.of("max_degree", 56, "search_list_size", 100));
  }

  private static BuildNotes build(FloatRows rows, IndexShape shape, int threads, MemorySections to)
      throws IOException {
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      BuildContext context =
          new BuildContext(
              threads, executor, 5, new Cancellation(), BuildListener.none(), Checkpoints.none());
      return algorithm().build(rows, shape, context, to);
    }
  }

  private static IndexAlgorithm algorithm() {
    return IndexAlgorithms.find(IndexType.DISKANN).orElseThrow();
  }

  private static Hits search(VectorIndex index, float[] queries, int count) {
    return index.search(
        new SearchTask(
            new QueryVectors.Floats(queries, count),
            10,
            new SearchParameters.Diskann(LIST),
            null,
            1,
            null,
            new Cancellation()));
  }

  /** The share of hits that are no further than the tenth nearest row. */
  private static double recall(
      MetricType metric, float[] values, float[] queries, int count, Hits hits) {
    BruteForce oracle = new BruteForce(values, values.length / DIM, DIM, metric);
    int right = 0;
    for (int query = 0; query < count; query++) {
      int[] nearest = oracle.nearest(queries, query, 10, null);
      double tenth = oracle.distance(queries, query, nearest[9]);
      for (int i = 0; i < 10; i++) {
        double distance = oracle.distance(queries, query, hits.rows()[query * 10 + i]);
        right += distance <= tenth + 2e-7 * Math.abs(tenth) ? 1 : 0;
      }
    }
    return right / (10.0 * count);
  }

  private static void assertRecall(Family family, MetricType metric, double least)
      throws IOException {
    float[] values = family.values(ROWS, false, 81);
    float[] queries = family.values(QUERIES, true, 83);
    FloatRows rows = FloatRows.of(values, ROWS, DIM);
    MemorySections sections = new MemorySections();
    build(rows, shape(metric, ROWS, DIM), 2, sections);
    VectorIndex index = algorithm().open(sections.open(), shape(metric, ROWS, DIM), rows);
    double recall = recall(metric, values, queries, QUERIES, search(index, queries, QUERIES));
    assertTrue(recall >= least, "recall@10 " + recall);
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN",
    "PLACEHOLDER",
    "ONE_LONG_ROW",
    "HUGE_ROWS",
    "WIDE_COLUMN",
    "WIDE_COLUMNS",
    "FAR_GROUPS",
    "FAR_FROM_ZERO",
    "LARGE",
    "SMALL",
    "HEAVY_TAILS",
    "CONSTANT_COLUMNS",
    "SPARSE",
    "WHOLE_NUMBERS",
    "POSITIVE"
  })
  void distancesOfUnevenRowsAreRanked(Family family) throws IOException {
    assertRecall(family, MetricType.L2, 0.98);
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN",
    "PLACEHOLDER",
    "ONE_LONG_ROW",
    "WIDE_COLUMN",
    "FAR_GROUPS",
    "FAR_FROM_ZERO",
    "LARGE",
    "SMALL",
    "HEAVY_TAILS",
    "SPARSE",
    "POSITIVE"
  })
  void productsWithUnevenRowsAreRanked(Family family) throws IOException {
    assertRecall(family, MetricType.IP, 0.94);
  }

  @ParameterizedTest
  @CsvSource({"PLAIN", "PLACEHOLDER", "LONG_ROWS", "WIDE_COLUMNS", "FAR_GROUPS", "POSITIVE"})
  void anglesOfUnevenRowsAreRanked(Family family) throws IOException {
    assertRecall(family, MetricType.COSINE, 0.97);
  }

  /** Rows at the far end are found too, and queries further away than all rows find the nearest. */
  @ParameterizedTest
  @CsvSource({"1e3", "1e6", "1e18"})
  void queriesFarFromMostRowsFindTheirNearest(double factor) throws IOException {
    float[] values = Family.PLACEHOLDER.values(ROWS, false, 81);
    float[] queries = Family.PLAIN.values(QUERIES, true, 84);
    for (int i = 0; i < queries.length; i++) {
      queries[i] *= (float) factor;
    }
    System.arraycopy(values, 7 * DIM, queries, 0, DIM);
    FloatRows rows = FloatRows.of(values, ROWS, DIM);
    MemorySections sections = new MemorySections();
    build(rows, shape(MetricType.L2, ROWS, DIM), 2, sections);
    VectorIndex index = algorithm().open(sections.open(), shape(MetricType.L2, ROWS, DIM), rows);
    Hits hits = search(index, queries, QUERIES);
    assertEquals(7, hits.rows()[0]);
    double recall = recall(MetricType.L2, values, queries, QUERIES, hits);
    assertTrue(recall >= 0.95, "recall@10 " + recall);
  }

  /** Whether searches are steered by codes or by whole vectors, threads do not change the file. */
  @Test
  void theIndexOfUnevenRowsDoesNotDependOnThreads() throws IOException {
    FloatRows rows = FloatRows.of(Family.FAR_GROUPS.values(ROWS, false, 85), ROWS, DIM);
    byte[][] files = new byte[2][];
    for (int i = 0; i < 2; i++) {
      MemorySections sections = new MemorySections();
      build(rows, shape(MetricType.L2, ROWS, DIM), 1 + 2 * i, sections);
      files[i] = sections.bytes();
    }
    assertArrayEquals(files[0], files[1]);
  }

  /** A note says that searches take longer; there is none for usual rows. */
  @Test
  void theBuildNotesThatCodesDoNotTellNeighboursApart() throws IOException {
    for (Family family : new Family[] {Family.PLAIN, Family.PLACEHOLDER, Family.FAR_GROUPS}) {
      FloatRows rows = FloatRows.of(family.values(ROWS, false, 86), ROWS, DIM);
      BuildNotes notes = build(rows, shape(MetricType.L2, ROWS, DIM), 1, new MemorySections());
      assertEquals(family == Family.FAR_GROUPS ? 1 : 0, notes.notes().size(), notes.toString());
    }
  }

  /** Few rows, one value, values that are all equal but one: every row is found. */
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "3, 1", "3, 24", "2000, 1", "2000, 2"})
  void tiesAndFewRowsAreFound(int count, int dim) throws IOException {
    float[] values = new float[count * dim];
    Arrays.fill(values, 1);
    for (int row = 0; row < count; row += 2) {
      values[row * dim] = row >>> 1;
    }
    FloatRows rows = FloatRows.of(values, count, dim);
    for (MetricType metric : new MetricType[] {MetricType.L2, MetricType.IP, MetricType.COSINE}) {
      MemorySections sections = new MemorySections();
      build(rows, shape(metric, count, dim), 2, sections);
      VectorIndex index = algorithm().open(sections.open(), shape(metric, count, dim), rows);
      Hits hits = search(index, values, count);
      BruteForce oracle = new BruteForce(values, count, dim, metric);
      for (int query = 0; query < count; query += 97) {
        int[] nearest = oracle.nearest(values, query, 1, null);
        assertEquals(
            oracle.distance(values, query, nearest[0]),
            oracle.distance(values, query, hits.rows()[query * 10]),
            1e-6,
            metric + " of row " + query);
      }
    }
  }
}
