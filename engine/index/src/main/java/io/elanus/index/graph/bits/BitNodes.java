package io.elanus.index.graph.bits;

import io.elanus.api.index.DistanceRange;
import io.elanus.index.BitRows;
import io.elanus.index.RangeCandidates;
import io.elanus.index.RowFilter;
import io.elanus.index.SearchTask;
import io.elanus.index.binary.BitMetric;
import io.elanus.index.binary.BitQueries;
import io.elanus.index.graph.file.SearchSpace;
import io.elanus.index.graph.file.SpaceQuery;
import io.elanus.index.graph.search.AdaptiveTermination;
import io.elanus.index.graph.search.CandidateList;
import io.elanus.index.graph.search.NodeRows;
import io.elanus.index.graph.search.TerminationTable;
import io.elanus.kernels.TopK;

/** Binary vectors as an opened graph sees them: every distance is exact. */
record BitNodes(BitRows vectors, BitMetric metric, NodeRows nodes) implements SearchSpace {
  @Override
  public int rows() {
    return vectors.count();
  }

  @Override
  public int[] scored(int[] members) {
    return nodes.firsts(members);
  }

  @Override
  public SpaceQueries queries(SearchTask task) {
    BitQueries queries = BitQueries.of(task, vectors.dim());
    return query -> new Query(queries.values(), query * queries.words());
  }

  private final class Query implements SpaceQuery {
    private final long[] values;
    private final int start;

    Query(long[] values, int start) {
      this.values = values;
      this.start = start;
    }

    @Override
    public BitScorer scorer(int[] scored) {
      BitScorer made = new BitScorer(vectors, metric, scored);
      made.from(values, start);
      return made;
    }

    @Override
    public TopK nearest(CandidateList candidates, int k, RowFilter filter, DistanceRange range) {
      TopK nearest = RangeCandidates.open(range, k);
      for (int i = 0; i < candidates.size(); i++) {
        if (nearest.full() && candidates.distance(i) > nearest.threshold()) {
          break;
        }
        offer(candidates.distance(i), candidates.node(i), k, filter, nearest);
      }
      return nearest;
    }

    @Override
    public float scored(float exact, TerminationTable table) {
      return exact;
    }

    @Override
    public AdaptiveTermination termination(
        int capacity, int rank, double slope, TerminationTable table) {
      return new AdaptiveTermination(capacity, rank, slope, 0, 0);
    }

    /** Offers the first rows of a node that pass; more than k of them are never among the k. */
    private void offer(float distance, int node, int k, RowFilter filter, TopK nearest) {
      int end = nodes.start(node + 1);
      for (int place = nodes.start(node), left = k; place < end && left > 0; place++) {
        if (filter == null || filter.accepts(nodes.row(place))) {
          nearest.push(distance, nodes.row(place), 0);
          left--;
        }
      }
    }
  }
}
