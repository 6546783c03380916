package io.elanus.index.lists;

/**
 * Compares queries with the vectors of a list; belongs to one thread.
 *
 * @param <C> what is kept of a query's neighbours
 */
@FunctionalInterface
public interface ListScanner<C> {
  /**
   * Scans one list for some queries.
   *
   * @param members query numbers from {@code from} to {@code to}
   * @param found candidates by query number
   */
  void scan(int[] members, int from, int to, int list, C[] found);
}
