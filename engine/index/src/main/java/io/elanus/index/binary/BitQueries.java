package io.elanus.index.binary;

import io.elanus.index.SearchTask;
import io.elanus.kernels.BitKernels;
import io.elanus.kernels.BitLayout;

/**
 * Queries as longs.
 *
 * @param values query after query, {@code words} longs each
 * @param ones set bits of each query
 */
public record BitQueries(long[] values, int words, int[] ones) {
  public static BitQueries of(SearchTask task, int dim) {
    int words = BitKernels.words(dim);
    long[] values = BitLayout.toWords(task.bits(), task.queryCount(), dim / Byte.SIZE);
    int[] ones = new int[task.queryCount()];
    java.util.Arrays.setAll(ones, query -> BitLayout.ones(values, query * words, words));
    return new BitQueries(values, words, ones);
  }

  /** Copies one query to place {@code r} of a group. */
  void copy(int query, long[] group, int r) {
    System.arraycopy(values, query * words, group, r * words, words);
  }
}
