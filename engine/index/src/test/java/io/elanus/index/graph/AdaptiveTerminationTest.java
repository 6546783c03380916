package io.elanus.index.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.index.DistanceRange;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.Cancellation;
import io.elanus.base.ElanusException;
import io.elanus.index.FloatRows;
import io.elanus.index.IndexShape;
import io.elanus.index.QueryVectors;
import io.elanus.index.SearchParameters;
import io.elanus.index.SearchTask;
import io.elanus.index.VectorIndex;
import io.elanus.index.VectorRows;
import io.elanus.index.contract.MemorySections;
import io.elanus.index.contract.TestData;
import io.elanus.index.graph.file.GraphIndex;
import io.elanus.index.graph.file.SearchSpace;
import io.elanus.index.graph.file.SpaceQuery;
import io.elanus.index.graph.search.AdaptiveTermination;
import io.elanus.index.graph.search.BeamSearch;
import io.elanus.index.graph.search.CandidateList;
import io.elanus.index.graph.search.Scorer;
import io.elanus.index.graph.search.TerminationTable;
import io.elanus.kernels.TopK;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Searches that end by distance. */
class AdaptiveTerminationTest extends GraphBuilds {
  private static final int ROWS = 8000;
  private static final int QUERIES = 200;
  private static final int K = 10;

  private VectorIndex built(VectorRows rows, MetricType metric, int dim) throws IOException {
    IndexShape shape =
        new IndexShape(IndexType.HNSW, metric, ROWS, dim, Map.of("M", 8, "efConstruction", 40));
    MemorySections sections = new MemorySections();
    new HnswAlgorithm().build(rows, shape, context(2), sections);
    return new HnswAlgorithm().open(sections.open(), shape, rows);
  }

  /** Rows of clusters of very different widths: some queries are easy, some are not. */
  private static float[] uneven(int dim) {
    float[] values = TestData.gaussian(ROWS + QUERIES, dim, 5);
    float[] centres = TestData.gaussian(32, dim, 6);
    for (int i = 0; i < ROWS + QUERIES; i++) {
      int cluster = i % 32;
      for (int d = 0; d < dim; d++) {
        int at = i * dim + d;
        values[at] = 2 * centres[cluster * dim + d] + values[at] * (0.05f + cluster / 16f);
      }
    }
    return values;
  }

  private static SearchTask task(QueryVectors queries) {
    return new SearchTask(
        queries, K, new SearchParameters.Hnsw(64), null, 1, null, new Cancellation());
  }

  /**
   * What searches to all queries found of the true neighbours, and how many nodes they looked at.
   */
  private static long[] searches(
      VectorIndex opened, QueryVectors queries, int ef, boolean byDistance) {
    SearchTask task = task(queries);
    GraphIndex index = GraphBuilds.graph(opened);
    SearchSpace.SpaceQueries asked = index.space().queries(task);
    BeamSearch beam = new BeamSearch(index.space().nodes().count());
    long[] result = new long[2];
    for (int q = 0; q < QUERIES; q++) {
      SpaceQuery query = asked.at(q);
      TopK nearest = GraphBuilds.truth(opened, task, q, K);
      Scorer scorer = query.scorer(index.lowest());
      Scorer counting =
          (nodes, count, distances) -> {
            result[1] += count;
            scorer.score(nodes, count, distances);
          };
      double slope = index.terminations().slope(K, ef);
      beam.start(
          byDistance
              ? query.termination(ef * TerminationTable.MOST, K, slope, index.terminations())
              : AdaptiveTermination.nearest(ef));
      beam.seed(index.entry(), counting);
      beam.run(index.graph().links(), counting, new Cancellation());
      Set<Integer> found = new HashSet<>();
      for (long key : query.nearest(beam.candidates(), K, null, DistanceRange.ALL).sorted()) {
        found.add(TopK.row(key));
      }
      for (long key : nearest.sorted()) {
        result[0] += found.contains(TopK.row(key)) ? 1 : 0;
      }
    }
    return result;
  }

  /** As many as half as many candidates again find, with this share of the work at most. */
  private static void assertAsManyWithLess(VectorIndex index, QueryVectors queries, double share) {
    for (int ef : new int[] {48, 96}) {
      long[] plain = searches(index, queries, ef + ef / 2, false);
      long[] bounded = searches(index, queries, ef, true);
      double wanted = K * QUERIES;
      assertTrue(
          bounded[0] >= plain[0] - 0.015 * wanted,
          "ef %d: found %d, by number %d".formatted(ef, bounded[0], plain[0]));
      assertTrue(
          bounded[1] < share * plain[1],
          "ef %d: looked at %d nodes, by number at %d".formatted(ef, bounded[1], plain[1]));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"L2", "IP", "COSINE"})
  void endingByDistanceFindsAsMuchWithLessWork(MetricType metric) throws IOException {
    int dim = 16;
    float[] values = uneven(dim);
    FloatRows rows = FloatRows.of(Arrays.copyOf(values, ROWS * dim), ROWS, dim);
    float[] queries = Arrays.copyOfRange(values, ROWS * dim, values.length);
    // Inner products hardly tell near from far where lengths differ as much as here.
    double share = metric == MetricType.IP ? 1 : 0.93;
    assertAsManyWithLess(
        built(rows, metric, dim), new QueryVectors.Floats(queries, QUERIES), share);
  }

  @Test
  void aNodeAtNoDistanceEndsASearchForOneNeighbour() {
    CandidateList candidates = new CandidateList();
    candidates.clear(new AdaptiveTermination(100, 1, 2, -3, 0));
    candidates.offer(-1f, 5);
    candidates.offer(0f, 6);
    candidates.offer(1.1f, 7);
    assertEquals(2, candidates.size(), "four times the distance of the nearest is too far");
    candidates.offer(-3f, 8);
    assertEquals(8, candidates.next());
    assertEquals(-1, candidates.next());
  }

  @Test
  void slopesLieBetweenThoseThatWereTried() {
    double[][] slopes = new double[2][7];
    for (int rank = 0; rank < 2; rank++) {
      for (int i = 0; i < 7; i++) {
        slopes[rank][i] = 1 + i + 10 * rank;
      }
    }
    TerminationTable table = new TerminationTable(0, 0, slopes);
    assertEquals(4, table.slope(10, 64), 1e-9);
    assertEquals(4.5, table.slope(10, 91), 0.01);
    assertEquals(9, table.slope(32, 64), 0.1);
    assertEquals(17, table.slope(100, 512), 1e-9);
    assertEquals(Double.POSITIVE_INFINITY, table.slope(101, 512));
    assertEquals(Double.POSITIVE_INFINITY, table.slope(10, 513));
  }

  @Test
  void aTableIsReadAsItWasWrittenAndDamageIsNamed() throws IOException {
    double[][] slopes = {{1, 2, 3, 4, 5, 6, 7}, {2, 2, 2, 2, 2, 2, 2}};
    MemorySections sections = new MemorySections();
    new TerminationTable(3, 0.5, slopes).write(sections);
    TerminationTable read = TerminationTable.open(sections.open());
    assertEquals(3, read.greatestNorm());
    assertEquals(0.5, read.error());
    assertArrayEquals(slopes, read.slopes());
    slopes[1][3] = Double.NaN;
    MemorySections broken = new MemorySections();
    new TerminationTable(3, 0.5, slopes).write(broken);
    ElanusException refused =
        assertThrows(ElanusException.class, () -> TerminationTable.open(broken.open()));
    assertTrue(refused.getMessage().contains("slope"), refused.getMessage());
  }
}
