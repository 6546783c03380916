package io.elanus.index.graph.search;

/** Distances of one query, held inside, to nodes; one thread's. */
public interface Scorer {
  /**
   * @param nodes {@code count} of them from the start
   * @param distances receives one for each
   */
  void score(int[] nodes, int count, float[] distances);

  /**
   * Drops nodes that are hardly nearer than a limit, where that is known for less than their
   * distances cost.
   *
   * @param nodes {@code count} of them from the start; those that are left move to the start
   * @return how many are left
   */
  default int sift(int[] nodes, int count, float limit) {
    return count;
  }
}
