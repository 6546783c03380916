package io.elanus.index.panel;

import io.elanus.kernels.TopCandidates;

/** Compares queries with the vectors of a list; belongs to one thread. */
@FunctionalInterface
public interface ListScanner {
  /**
   * Scans one list for some queries.
   *
   * @param members query numbers from {@code from} to {@code to}
   * @param tops candidates by query number
   */
  void scan(int[] members, int from, int to, int list, TopCandidates[] tops);
}
