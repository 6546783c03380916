package io.elanus.index;

/**
 * Says which rows a search may return; null stands for all of them. Must be safe for concurrent
 * use.
 */
@FunctionalInterface
public interface RowFilter {
  boolean accepts(int row);
}
