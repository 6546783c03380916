package io.elanus.index;

/** An opened index of one segment. Safe for concurrent searches. */
public interface VectorIndex {
  /** Finds the nearest rows of each query. */
  Hits search(SearchTask task);
}
