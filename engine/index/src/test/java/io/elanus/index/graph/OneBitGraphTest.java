package io.elanus.index.graph;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.index.DistanceRange;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.Cancellation;
import io.elanus.index.FloatRows;
import io.elanus.index.IndexShape;
import io.elanus.index.QueryVectors;
import io.elanus.index.SearchParameters;
import io.elanus.index.SearchTask;
import io.elanus.index.VectorIndex;
import io.elanus.index.contract.MemorySections;
import io.elanus.index.contract.TestData;
import io.elanus.index.graph.file.GraphIndex;
import io.elanus.index.graph.file.SpaceQuery;
import io.elanus.index.graph.search.BeamSearch;
import io.elanus.index.graph.search.Scorer;
import io.elanus.kernels.TopK;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Graphs over vectors that are long enough for 1-bit codes. */
@Tag("long")
class OneBitGraphTest extends GraphBuilds {
  private static final int ROWS = 5000;
  private static final int QUERIES = 100;
  private static final int DIM = 300;
  private static final int K = 10;
  private static final int EF = 48;

  /** Vectors near a space of few dimensions, as those of texts are. */
  private static float[] values() {
    int few = 16;
    float[] places = TestData.gaussian(ROWS + QUERIES, few, 3);
    float[] axes = TestData.gaussian(few, DIM, 4);
    float[] values = TestData.gaussian(ROWS + QUERIES, DIM, 5);
    for (int i = 0; i < ROWS + QUERIES; i++) {
      for (int d = 0; d < DIM; d++) {
        double sum = 1 + values[i * DIM + d];
        for (int axis = 0; axis < few; axis++) {
          sum += places[i * few + axis] * axes[axis * DIM + d];
        }
        values[i * DIM + d] = (float) sum;
      }
    }
    return values;
  }

  /** What a search to a query found; counts the nodes whose codes it looked at. */
  private static Set<Integer> search(GraphIndex index, SpaceQuery query, Scorer scorer) {
    BeamSearch beam = new BeamSearch(index.space().nodes().count());
    beam.start(EF);
    beam.seed(index.entry(), scorer);
    beam.run(index.graph().links(), scorer, new Cancellation());
    return found(query.nearest(beam.candidates(), K, null, DistanceRange.ALL));
  }

  private static Set<Integer> found(TopK nearest) {
    Set<Integer> found = new HashSet<>();
    for (long key : nearest.sorted()) {
      found.add(TopK.row(key));
    }
    return found;
  }

  private static int common(Set<Integer> some, Set<Integer> others) {
    Set<Integer> common = new HashSet<>(some);
    common.retainAll(others);
    return common.size();
  }

  @ParameterizedTest
  @EnumSource(names = {"L2", "IP", "COSINE"})
  void oneBitCodesSaveMostCodesAndLoseHardlyANeighbour(MetricType metric) throws IOException {
    float[] values = values();
    FloatRows rows = FloatRows.of(Arrays.copyOf(values, ROWS * DIM), ROWS, DIM);
    IndexShape shape =
        new IndexShape(IndexType.HNSW, metric, ROWS, DIM, Map.of("M", 8, "efConstruction", 40));
    MemorySections sections = new MemorySections();
    new HnswAlgorithm().build(rows, shape, context(2), sections);
    VectorIndex opened = new HnswAlgorithm().open(sections.open(), shape, rows);
    GraphIndex index = GraphBuilds.graph(opened);
    float[] asked = Arrays.copyOfRange(values, ROWS * DIM, values.length);
    SearchTask task =
        new SearchTask(
            new QueryVectors.Floats(asked, QUERIES),
            K,
            new SearchParameters.None(),
            null,
            1,
            null,
            new Cancellation());
    int right = 0;
    int rightWithout = 0;
    int[] codes = new int[2];
    for (int q = 0; q < QUERIES; q++) {
      SpaceQuery query = index.space().queries(task).at(q);
      TopK nearest = GraphBuilds.truth(opened, task, q, K);
      Scorer scorer = query.scorer(index.lowest());
      Scorer sifting =
          new Scorer() {
            @Override
            public void score(int[] nodes, int count, float[] distances) {
              codes[0] += count;
              scorer.score(nodes, count, distances);
            }

            @Override
            public int sift(int[] nodes, int count, float limit) {
              return scorer.sift(nodes, count, limit);
            }
          };
      Scorer without =
          (nodes, count, distances) -> {
            codes[1] += count;
            scorer.score(nodes, count, distances);
          };
      right += common(search(index, query, sifting), found(nearest));
      rightWithout += common(search(index, query, without), found(nearest));
    }
    assertTrue(right >= rightWithout - 5, right + " of 1000 found, without " + rightWithout);
    assertTrue(rightWithout > 900, rightWithout + " of 1000 found");
    assertTrue(codes[0] < 0.6 * codes[1], codes[0] + " codes, without " + codes[1]);
  }
}
