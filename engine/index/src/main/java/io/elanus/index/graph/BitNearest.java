package io.elanus.index.graph;

import io.elanus.index.BitRows;
import io.elanus.index.binary.BitMetric;
import io.elanus.kernels.BitKernels;
import io.elanus.kernels.BitLayout;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.TopCandidates;
import java.util.List;

/** Finds the nearest of some blocks for groups of four rows; one thread's. */
final class BitNearest {
  private final BitKernels kernels = Kernels.bestBits();
  private final BitRows rows;
  private final BitMetric metric;
  private final int words;
  private final long[] group;
  private final int[] ones = new int[BitKernels.GROUP];
  private final int[] differing;
  private final int[] chosen;
  private final TopCandidates[] tops = new TopCandidates[BitKernels.GROUP];

  /**
   * @param kept how many it finds for each row
   */
  BitNearest(BitRows rows, BitMetric metric, int kept) {
    this.rows = rows;
    this.metric = metric;
    int size = BitBlock.size(rows.dim());
    this.chosen = new int[size];
    this.words = BitKernels.words(rows.dim());
    this.group = new long[BitKernels.GROUP * words];
    this.differing = new int[BitKernels.GROUP * size];
    for (int r = 0; r < tops.length; r++) {
      tops[r] = new TopCandidates(kept, Float.POSITIVE_INFINITY);
    }
  }

  /** Heap bytes of one, for rows of {@code dim} bits. */
  static long bytes(int dim, int kept) {
    return (long) BitKernels.GROUP
        * ((long) BitKernels.words(dim) * Long.BYTES
            + BitBlock.size(dim) * Integer.BYTES
            + kept * 12L);
  }

  /** Makes a row one of the four that are compared. */
  void set(int r, int row) {
    long at = (long) row * rows.width();
    for (int w = 0; w < words; w++) {
      group[r * words + w] = BitLayout.word(rows.values(), at, rows.width(), w);
    }
    ones[r] = BitLayout.ones(group, r * words, words);
  }

  /**
   * Compares the first {@code count} of the four with all vectors of the blocks.
   *
   * @param self the number of the first one among those vectors, which it must not find, the next
   *     one's being the next; -1 where they are not among them
   */
  void run(List<BitBlock> blocks, int count, int self) {
    for (int r = 0; r < count; r++) {
      tops[r].reset();
    }
    for (BitBlock block : blocks) {
      int panels = block.panelCount();
      kernels.scanGroup(group, 0, block.panels(), panels, words, differing);
      for (int r = 0; r < count; r++) {
        offer(block, r, self < 0 ? -1 : self + r);
      }
    }
  }

  private void offer(BitBlock block, int r, int own) {
    TopCandidates top = tops[r];
    float threshold = top.threshold();
    float base = metric.base(threshold, ones[r]);
    if (top.full() && !metric.needsOnes()) {
      base--; // numbers ascend: of equal distances the first stay
    }
    float[] blockOnes = metric.needsOnes() ? block.ones() : null;
    int from = r * block.panelCount() * BitKernels.LANES;
    int found =
        kernels.choose(
            differing, from, block.count(), blockOnes, base, metric.slope(threshold), chosen);
    for (int i = 0; i < found; i++) {
      int at = chosen[i];
      int number = block.first() + at;
      float distance = metric.distance(differing[from + at], ones[r], (int) block.ones()[at]);
      if (number != own && (distance < top.threshold() || !top.full())) {
        top.push(distance, number, 0);
      }
    }
  }

  /** What the last run found for one of the four, nearest first. */
  long[] found(int r) {
    return tops[r].sorted();
  }
}
