package io.elanus.index.ivf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.Cancellation;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildListener;
import io.elanus.index.Checkpoints;
import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.IndexShape;
import io.elanus.index.QueryVectors;
import io.elanus.index.SearchParameters;
import io.elanus.index.SearchTask;
import io.elanus.index.VectorIndex;
import io.elanus.index.contract.MemorySections;
import io.elanus.index.pq.CodeShape;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the code for corrections is worth on word vectors. */
class ScannCorrectionTest {
  private static final int DIM = 100;
  private static final int ROWS = 8000;
  private static final int QUERIES = 200;
  private static final Map<String, Object> BUILT = Map.of("nlist", 32, "with_raw_data", true);

  /** The rows, and the queries behind them. */
  private static final float[] VALUES = new float[(ROWS + QUERIES) * DIM];

  @BeforeAll
  static void read() throws IOException {
    Path file = Path.of("..", "..", "scripts", "data", "words.jsonl.gz");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (int row = 0; row < ROWS + QUERIES; row++) {
        String line = lines.readLine();
        String[] values = line.substring(line.indexOf('[') + 1, line.indexOf(']')).split(",");
        for (int d = 0; d < DIM; d++) {
          VALUES[row * DIM + d] = Float.parseFloat(values[d]);
        }
      }
    }
  }

  private static FloatRows rows() {
    return FloatRows.of(Arrays.copyOf(VALUES, ROWS * DIM), ROWS, DIM);
  }

  private static float[] queries() {
    return Arrays.copyOfRange(VALUES, ROWS * DIM, VALUES.length);
  }

  private static IndexShape shape(MetricType metric) {
    return new IndexShape(IndexType.SCANN, metric, ROWS, DIM, BUILT);
  }

  private static MemorySections build(MetricType metric, CodeShape codes) throws IOException {
    BuildContext context =
        new BuildContext(1, null, 5, new Cancellation(), BuildListener.none(), Checkpoints.none());
    MemorySections sections = new MemorySections();
    IvfPqFile.build(rows(), shape(metric), codes, context, sections);
    return sections;
  }

  private static Hits search(VectorIndex index, int from, int count) {
    float[] some = Arrays.copyOfRange(queries(), from * DIM, (from + count) * DIM);
    return index.search(
        new SearchTask(
            new QueryVectors.Floats(some, count),
            10,
            new SearchParameters.Scann(32, 20),
            null,
            1,
            null,
            new Cancellation()));
  }

  private static double product(int row, int other) {
    double product = 0;
    for (int d = 0; d < DIM; d++) {
      product += (double) VALUES[row * DIM + d] * VALUES[other * DIM + d];
    }
    return product;
  }

  /** The ten rows that are nearest to a query. */
  private static Set<Integer> nearest(MetricType metric, int query) {
    double[] distances = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      distances[row] = -product(ROWS + query, row);
      if (metric == MetricType.COSINE) {
        distances[row] /= Math.sqrt(product(row, row));
      }
    }
    double tenth = Arrays.stream(distances).sorted().skip(9).findFirst().orElseThrow();
    Set<Integer> rows = new HashSet<>();
    for (int row = 0; row < ROWS; row++) {
      if (distances[row] <= tenth) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static double recall(MetricType metric, VectorIndex index) {
    Hits hits = search(index, 0, QUERIES);
    int right = 0;
    for (int query = 0; query < QUERIES; query++) {
      Set<Integer> wanted = nearest(metric, query);
      for (int i = 0; i < 10; i++) {
        right += wanted.contains(hits.rows()[query * 10 + i]) ? 1 : 0;
      }
    }
    return right / (10.0 * QUERIES);
  }

  @ParameterizedTest
  @EnumSource(names = {"IP", "COSINE"})
  void moreNeighboursAreAmongTheCandidates(MetricType metric) throws IOException {
    CodeShape plain = new CodeShape(DIM, DIM / 2, 4);
    VectorIndex without =
        IvfPqFile.open(build(metric, plain).open(), shape(metric), plain, rows(), true);
    CodeShape corrected = new CodeShape(DIM, DIM / 2, 4, true);
    VectorIndex with =
        new ScannAlgorithm().open(build(metric, corrected).open(), shape(metric), rows());
    double before = recall(metric, without);
    double after = recall(metric, with);
    // Measured 0.83 of the misses for IP and 0.6 for COSINE.
    String recalls = "recall@10 %.4f after %.4f".formatted(after, before);
    assertTrue(1 - after < 0.9 * (1 - before), recalls);
  }

  @Test
  void aBatchFindsWhatEachOfItsQueriesFindsAlone() throws IOException {
    CodeShape corrected = new CodeShape(DIM, DIM / 2, 4, true);
    MemorySections sections = build(MetricType.IP, corrected);
    VectorIndex index = new ScannAlgorithm().open(sections.open(), shape(MetricType.IP), rows());
    Hits batch = search(index, 0, 51);
    for (int query = 0; query < 51; query++) {
      Hits alone = search(index, query, 1);
      assertArrayEquals(
          alone.rows(), Arrays.copyOfRange(batch.rows(), query * 10, query * 10 + 10));
    }
  }

  @Test
  void aFileWithoutCorrectionsIsNotReadAsOneWithThem() throws IOException {
    MemorySections old = build(MetricType.IP, new CodeShape(DIM, DIM / 2, 4));
    ElanusException failure =
        assertThrows(
            ElanusException.class,
            () -> new ScannAlgorithm().open(old.open(), shape(MetricType.IP), rows()));
    assertEquals(ErrorCode.OUTDATED_INDEX, failure.code());
  }
}
