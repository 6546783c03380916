package io.elanus.index.graph;

import io.elanus.index.BitRows;
import io.elanus.index.RowFilter;
import io.elanus.index.SearchTask;
import io.elanus.index.binary.BitMetric;
import io.elanus.index.binary.BitQueries;
import io.elanus.kernels.TopCandidates;
import java.util.Arrays;

/** Binary vectors as an opened graph sees them: nodes are rows, and every distance is exact. */
record BitNodes(BitRows vectors, BitMetric metric) implements SearchSpace {
  @Override
  public int rows() {
    return vectors.count();
  }

  @Override
  public int row(int node) {
    return node;
  }

  @Override
  public SpaceQueries queries(SearchTask task) {
    BitQueries queries = BitQueries.of(task, vectors.dim());
    return query -> new Query(queries.values(), query * queries.words());
  }

  private final class Query implements SpaceQuery {
    private final long[] values;
    private final int start;
    private final BitScorer scorer;
    private float[] distances = new float[0];

    Query(long[] values, int start) {
      this.values = values;
      this.start = start;
      this.scorer = scorer(null);
    }

    @Override
    public BitScorer scorer(int[] members) {
      BitScorer made = new BitScorer(vectors, metric, members);
      made.from(values, start);
      return made;
    }

    @Override
    public TopCandidates nearest(Pool pool, int k, RowFilter filter) {
      TopCandidates nearest = new TopCandidates(k, Float.POSITIVE_INFINITY);
      for (int i = 0; i < pool.size() && !nearest.full(); i++) {
        if (filter == null || filter.accepts(pool.node(i))) {
          nearest.push(pool.distance(i), pool.node(i), 0);
        }
      }
      return nearest;
    }

    @Override
    public void compare(int[] rows, int from, int to, TopCandidates nearest) {
      int count = to - from;
      if (distances.length < count) {
        distances = new float[count];
      }
      int[] some = Arrays.copyOfRange(rows, from, to);
      scorer.score(some, count, distances);
      for (int i = 0; i < count; i++) {
        if (distances[i] <= nearest.threshold()) {
          nearest.push(distances[i], some[i], 0);
        }
      }
    }
  }
}
