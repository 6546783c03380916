package io.elanus.index.binary;

import io.elanus.index.RowFilter;
import io.elanus.kernels.BitKernels;
import io.elanus.kernels.TopK;

/**
 * Compares queries, four at a time, with a chunk of vectors in blocks on the heap, and offers them
 * what is near; scratch memory of one thread.
 */
final class BitGroupScan {
  private final BitKernels kernels;
  private final int words;
  private final int most;
  private final BitChoice choice;
  private final boolean counted;
  private final int[] queryOnes = new int[BitKernels.GROUP];
  private final TopK[] tops = new TopK[BitKernels.GROUP];
  private final int[] bounds = new int[BitKernels.GROUP];
  private final int[] sizes = new int[BitKernels.GROUP];
  private long[] near;
  private int[] differing;

  /**
   * @param most vectors of a chunk, a multiple of 16
   */
  BitGroupScan(BitKernels kernels, BitMetric metric, RowFilter filter, int words, int most) {
    this.kernels = kernels;
    this.words = words;
    this.most = most;
    this.choice = new BitChoice(kernels, metric, filter, most);
    this.counted = !metric.needsOnes();
  }

  /** Says whose candidates those of query {@code r} of the next group are. */
  void set(int r, int ones, TopK top) {
    queryOnes[r] = ones;
    tops[r] = top;
  }

  /**
   * Offers the vectors of a chunk to the first {@code size} queries of a group.
   *
   * @param groups holds the group from long {@code offset}
   * @param blocks holds the chunk from its start
   * @param count vectors of the chunk; lanes after them are padding
   * @param ones set bits of the vectors; null where the metric does not need them
   * @param firstPlace place of the chunk's first vector
   */
  void scan(
      long[] groups,
      int offset,
      int size,
      long[] blocks,
      int count,
      float[] ones,
      BitChoice.Rows rows,
      int firstPlace) {
    int blockCount = (count + BitKernels.LANES - 1) / BitKernels.LANES;
    int step = blockCount * BitKernels.LANES;
    if (counted) {
      if (near == null) {
        near = new long[BitKernels.GROUP * most];
      }
      for (int r = 0; r < BitKernels.GROUP; r++) {
        bounds[r] = r < size ? BitChoice.bound(tops[r]) : -1;
      }
      kernels.nearGroup(groups, offset, blocks, blockCount, words, bounds, near, sizes);
      for (int r = 0; r < size; r++) {
        int found = sizes[r];
        while (found > 0 && (int) near[r * step + found - 1] >= count) {
          found--; // padding
        }
        choice.offer(near, r * step, found, rows, firstPlace, tops[r]);
      }
      return;
    }
    if (differing == null) {
      differing = new int[BitKernels.GROUP * most];
    }
    kernels.scanGroup(groups, offset, blocks, blockCount, words, differing);
    for (int r = 0; r < size; r++) {
      choice.offer(differing, r * step, count, ones, queryOnes[r], rows, firstPlace, tops[r]);
    }
  }
}
