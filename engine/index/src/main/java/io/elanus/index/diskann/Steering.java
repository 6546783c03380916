package io.elanus.index.diskann;

/** Distances of nodes to the point that a walk goes towards. One thread's. */
interface Steering {
  /**
   * Takes the point.
   *
   * @param points one of the {@link Space} starts at {@code start}
   * @param squared whether distances are squared Euclidean ones, not negated inner products
   */
  void set(float[] points, int start, boolean squared);

  /** Asks for what is known of a node ahead of time. */
  byte touch(int node);

  /** A number that is the smaller, the nearer the node is. */
  int distance(int node);
}
