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
import io.elanus.index.graph.file.SearchSpace;
import io.elanus.index.graph.file.SpaceQuery;
import io.elanus.index.graph.search.BeamSearch;
import io.elanus.index.graph.search.Scorer;
import io.elanus.kernels.TopK;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Searches through what is nearer than a range. */
class RangeBeamTest extends GraphBuilds {
  private static final int ROWS = 8000;
  private static final int DIM = 24;
  private static final int QUERIES = 50;
  private static final int K = 10;
  private static final int EF = 64;

  /** Rows before the range. */
  private static final int NEARER = 100;

  private long looked;

  private Scorer counting(Scorer scorer) {
    return (nodes, count, distances) -> {
      looked += count;
      scorer.score(nodes, count, distances);
    };
  }

  /** As many nodes as a search looks at that would return the nearer ones too, at most. */
  @ParameterizedTest
  @EnumSource(names = {"L2", "IP", "COSINE"})
  void aRangeIsFoundWithTheWorkOfALongerAnswer(MetricType metric) throws IOException {
    float[] values = TestData.blobs(ROWS, DIM, 20, 91);
    FloatRows rows = FloatRows.of(values, ROWS, DIM);
    IndexShape shape =
        new IndexShape(IndexType.HNSW, metric, ROWS, DIM, Map.of("M", 12, "efConstruction", 60));
    MemorySections sections = new MemorySections();
    new HnswAlgorithm().build(rows, shape, context(2), sections);
    VectorIndex opened = new HnswAlgorithm().open(sections.open(), shape, rows);
    GraphIndex index = GraphBuilds.graph(opened);
    float[] asked = TestData.blobs(QUERIES, DIM, 20, 91);
    QueryVectors vectors = new QueryVectors.Floats(asked, QUERIES);
    SearchTask task =
        new SearchTask(
            vectors, K, new SearchParameters.Hnsw(EF), null, 1, null, new Cancellation());
    SearchSpace.SpaceQueries queries = index.space().queries(task);
    BeamSearch beam = new BeamSearch(index.space().nodes().count());
    long through = 0;
    long longer = 0;
    int found = 0;
    int foundByLonger = 0;
    for (int q = 0; q < QUERIES; q++) {
      SpaceQuery query = queries.at(q);
      TopK ranking = GraphBuilds.truth(opened, task, q, NEARER + K);
      long[] sorted = ranking.sorted();
      float near = TopK.distance(sorted[NEARER]);
      DistanceRange range = new DistanceRange(near, Float.POSITIVE_INFINITY);
      Scorer scorer = counting(query.scorer(index.lowest()));
      looked = 0;
      beam.start(EF);
      beam.runFiltered(
          index.graph().links(),
          scorer,
          index.entry(),
          index.entry(),
          query.scored(near, index.terminations()),
          node -> true,
          ROWS,
          new Cancellation());
      through += looked;
      found += found(query, beam, range, sorted);
      looked = 0;
      beam.start(NEARER + EF);
      beam.seed(index.entry(), scorer);
      beam.run(index.graph().links(), scorer, new Cancellation());
      longer += looked;
      foundByLonger += found(query, beam, range, sorted);
    }
    double most = K * QUERIES;
    assertTrue(found >= foundByLonger - 0.01 * most, found + ", a longer answer " + foundByLonger);
    assertTrue(through <= 1.2 * longer, through + " nodes, a longer answer " + longer);
  }

  /** How many of the first rows of the range a search found. */
  private static int found(SpaceQuery query, BeamSearch beam, DistanceRange range, long[] ranking) {
    Set<Integer> found = new HashSet<>();
    for (long key : query.nearest(beam.candidates(), K, null, range).sorted()) {
      found.add(TopK.row(key));
    }
    int right = 0;
    for (int i = NEARER; i < NEARER + K; i++) {
      right += found.contains(TopK.row(ranking[i])) ? 1 : 0;
    }
    return right;
  }
}
