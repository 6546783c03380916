package io.elanus.index.diskann;

import io.elanus.index.graph.search.Scorer;

/** Distances of nodes to the point that a search is for. One thread's. */
interface QueryScorer extends Scorer {
  /**
   * Takes the point.
   *
   * @param points one of the {@link Space} starts at {@code start}
   * @param squared whether distances are squared Euclidean ones, not negated inner products
   */
  void set(float[] points, int start, boolean squared);

  /** A number that is the smaller, the nearer the node is. */
  float distance(int node);
}
