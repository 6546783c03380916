package io.elanus.index.diskann;

import io.elanus.base.Cancellation;
import io.elanus.index.graph.BeamSearch;
import io.elanus.index.graph.CandidateList;
import io.elanus.index.graph.Links;

/**
 * A {@link BeamSearch} towards a query, by the distances of a {@link QueryScorer}. One thread's;
 * its memory serves one search after another.
 */
final class QueryBeam {
  /** Nodes that are tried as the start. */
  private static final int SPACED = 256;

  private final Links graph;
  private final int nodes;
  private final QueryScorer steering;
  private final int[] starts;
  private final BeamSearch walk;

  /**
   * @param starts nodes that every walk starts from, besides one of its own
   */
  QueryBeam(Links graph, int nodes, QueryScorer steering, int[] starts) {
    this.graph = graph;
    this.nodes = nodes;
    this.starts = starts;
    this.steering = steering;
    this.walk = new BeamSearch(nodes);
  }

  /** Heap bytes of one that keeps so many nodes. */
  static long bytes(long nodes, long capacity, Parts parts) {
    return nodes + capacity * Long.BYTES + AdcTable.bytes(parts);
  }

  /** A walk goes towards what it is set to. */
  QueryScorer steering() {
    return steering;
  }

  /**
   * Walks on from a node.
   *
   * @param capacity how many of the nearest to keep
   * @return these
   */
  CandidateList run(int start, int capacity, Cancellation cancellation) {
    walk.start(capacity);
    walk.seed(start, steering);
    for (int other : starts) {
      walk.seed(other, steering);
    }
    walk.run(graph, steering, cancellation);
    return walk.pool();
  }

  /**
   * The nearest of some evenly spaced nodes and one more. Nodes near each other have near numbers,
   * so these lie in all clusters but small ones, and few links lead from one to another.
   */
  int nearest(int entry) {
    int best = entry;
    float distance = steering.distance(entry);
    int count = Math.min(SPACED, nodes);
    for (int i = 0; i < count; i++) {
      int node = (int) ((long) i * nodes / count);
      float other = steering.distance(node);
      if (other < distance) {
        distance = other;
        best = node;
      }
    }
    return best;
  }
}
