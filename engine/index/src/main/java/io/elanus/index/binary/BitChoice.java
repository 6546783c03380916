package io.elanus.index.binary;

import io.elanus.index.RowFilter;
import io.elanus.kernels.BitKernels;
import io.elanus.kernels.TopK;

/** Turns counts of differing bits into candidates; scratch memory of one thread. */
final class BitChoice {
  private final BitKernels kernels;
  private final BitMetric metric;
  private final RowFilter filter;
  private final int[] chosen;

  /** Where the vectors of a block come from. */
  @FunctionalInterface
  interface Rows {
    /** The row of a place, or -1 where there is none. */
    int at(int place);
  }

  /**
   * @param block most vectors that one call looks at
   */
  BitChoice(BitKernels kernels, BitMetric metric, RowFilter filter, int block) {
    this.kernels = kernels;
    this.metric = metric;
    this.filter = filter;
    this.chosen = new int[block];
  }

  /**
   * Offers the vectors of a block that are near enough.
   *
   * @param differing counts from number {@code from} on
   * @param ones set bits of the block's vectors; null where the metric does not need them
   * @param firstPlace place of the block's first vector
   */
  void offer(
      int[] differing,
      int from,
      int count,
      float[] ones,
      int queryOnes,
      Rows rows,
      int firstPlace,
      TopK top) {
    float threshold = top.threshold();
    int found =
        kernels.choose(
            differing,
            from,
            count,
            ones,
            metric.base(threshold, queryOnes),
            metric.slope(threshold),
            chosen);
    for (int i = 0; i < found; i++) {
      int at = chosen[i];
      int rowOnes = ones == null ? 0 : (int) ones[at];
      float distance = metric.distance(differing[from + at], queryOnes, rowOnes);
      if (distance <= top.threshold()) {
        int row = rows.at(firstPlace + at);
        if (row >= 0 && (filter == null || filter.accepts(row))) {
          top.push(distance, row, 0);
        }
      }
    }
  }

  /** The most differing bits with which a vector can enter; for HAMMING only. */
  static int bound(TopK top) {
    return (int) Math.floor(top.threshold()); // infinity becomes the largest int
  }

  /**
   * Offers vectors whose HAMMING distances are known.
   *
   * @param near {@code distance << 32 | place in the block}, from number {@code from} on
   */
  void offer(long[] near, int from, int count, Rows rows, int firstPlace, TopK top) {
    for (int i = from; i < from + count; i++) {
      float distance = near[i] >>> Integer.SIZE;
      if (distance <= top.threshold()) {
        int row = rows.at(firstPlace + (int) near[i]);
        if (row >= 0 && (filter == null || filter.accepts(row))) {
          top.push(distance, row, 0);
        }
      }
    }
  }
}
