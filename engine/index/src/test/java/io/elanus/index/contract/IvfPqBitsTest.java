package io.elanus.index.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.Cancellation;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildListener;
import io.elanus.index.Checkpoints;
import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.IndexShape;
import io.elanus.index.QueryVectors;
import io.elanus.index.SearchParameters;
import io.elanus.index.SearchTask;
import io.elanus.index.algorithms.IndexAlgorithms;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** IVF_PQ with every number of bits and with the extremes of m. */
@Tag("long")
class IvfPqBitsTest {
  private static final int DIM = 12;
  private static final int ROWS = 1100;
  private final IndexAlgorithm algorithm = IndexAlgorithms.find(IndexType.IVF_PQ).orElseThrow();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void anyNumberOfBits(int bits) throws IOException {
    for (int m : new int[] {1, 3, DIM}) {
      for (MetricType metric : new MetricType[] {MetricType.L2, MetricType.IP}) {
        check(bits, m, metric);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"L2", "IP", "COSINE"})
  void moreBitsAreNearerToTheRows(MetricType metric) throws IOException {
    double before = Double.POSITIVE_INFINITY;
    for (int bits : new int[] {1, 2, 4, 6, 8, 10}) {
      double error = check(bits, 4, metric);
      assertTrue(error < before * 0.9, bits + " bits: " + error + " after " + before);
      before = error;
    }
  }

  /** Compares a search with the decoded codes; returns the mean error of the codes' distances. */
  private double check(int bits, int m, MetricType metric) throws IOException {
    float[] values = TestData.blobs(ROWS, DIM, 10, 31);
    float[] queries = TestData.blobs(7, DIM, 10, 32);
    IndexShape shape =
        new IndexShape(
            IndexType.IVF_PQ, metric, ROWS, DIM, Map.of("nlist", 5, "m", m, "nbits", bits));
    FloatRows rows = FloatRows.of(values, ROWS, DIM);
    MemorySections sections = new MemorySections();
    BuildContext context =
        new BuildContext(1, null, 3, new Cancellation(), BuildListener.none(), Checkpoints.none());
    algorithm.build(rows, shape, context, sections);
    BruteForce oracle = DecodedRows.oracle(shape, m, bits, sections.open());
    SearchTask task =
        new SearchTask(
            new QueryVectors.Floats(queries, 7),
            20,
            new SearchParameters.Ivf(5),
            null,
            1,
            null,
            new Cancellation());
    Hits hits = algorithm.open(sections.open(), shape, rows).search(task);
    IndexContractTest.assertExact(oracle, queries, 20, null, hits);
    BruteForce truth = new BruteForce(values, ROWS, DIM, metric);
    double error = 0;
    for (int query = 0; query < 7; query++) {
      for (int row = 0; row < ROWS; row++) {
        error +=
            Math.abs(truth.distance(queries, query, row) - oracle.distance(queries, query, row));
      }
    }
    return error / ROWS / 7;
  }
}
