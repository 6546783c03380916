package io.elanus.index.graph;

/** Distances of one query, held inside, to nodes; one thread's. */
interface Scorer {
  /**
   * @param nodes {@code count} of them from the start
   * @param distances receives one for each
   */
  void score(int[] nodes, int count, float[] distances);
}
