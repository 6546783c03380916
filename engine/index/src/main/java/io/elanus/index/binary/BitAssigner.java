package io.elanus.index.binary;

import io.elanus.index.BitRows;
import io.elanus.index.BuildContext;
import io.elanus.index.panel.Parallel;
import io.elanus.kernels.BitKernels;
import io.elanus.kernels.BitLayout;
import io.elanus.kernels.Kernels;
import java.util.Arrays;

/** Finds the centre that differs in the fewest bits from each of some rows. */
final class BitAssigner {
  /** Longs of points, or of centres, that one call of the kernel goes over. */
  private static final int BLOCK = 1 << 11;

  private static final int LARGEST_BLOCK = 64;

  private final BitRows rows;
  private final int[] ordinals;
  private final BuildContext context;
  private final BitKernels kernels = Kernels.bestBits();
  private final int words;
  private final int block;
  private final Scratch[] scratches;

  /** The memory of one thread. */
  private record Scratch(long[] panels, long[] best) {}

  /**
   * @param ordinals the row of each point; null where all rows are points
   */
  BitAssigner(BitRows rows, int[] ordinals, BuildContext context) {
    this.rows = rows;
    this.ordinals = ordinals;
    this.context = context;
    this.words = BitKernels.words(rows.dim());
    this.block = Math.clamp(BLOCK / ((long) words * BitKernels.LANES), 1, LARGEST_BLOCK);
    this.scratches = new Scratch[Math.max(1, context.threads())];
  }

  int points() {
    return ordinals == null ? rows.count() : ordinals.length;
  }

  int row(int point) {
    return ordinals == null ? point : ordinals[point];
  }

  /**
   * Compares every point with every centre; of equals the first wins.
   *
   * @param assignment receives the centre of each point
   * @param differing receives the bits in which each point differs from it; or null
   * @return the sum of those bits
   */
  long assign(BitCentres centres, int[] assignment, int[] differing) {
    long[] groups = centres.groups();
    int size = block * BitKernels.LANES;
    int blocks = (points() + size - 1) / size;
    long[] sums = new long[blocks];
    Parallel.run(
        context.threads(),
        context.executor(),
        blocks,
        context.cancellation(),
        (item, thread) -> {
          if (scratches[thread] == null) {
            scratches[thread] = new Scratch(new long[size * words], new long[size]);
          }
          Scratch scratch = scratches[thread];
          int from = item * size;
          int count = Math.min(size, points() - from);
          load(from, count, scratch);
          nearest(groups, count, scratch);
          for (int i = 0; i < count; i++) {
            assignment[from + i] = (int) scratch.best[i];
            int bits = (int) (scratch.best[i] >>> Integer.SIZE);
            sums[item] += bits;
            if (differing != null) {
              differing[from + i] = bits;
            }
          }
          context.listener().advance(count);
        });
    return Arrays.stream(sums).sum();
  }

  private void load(int from, int count, Scratch scratch) {
    for (int i = 0; i < count; i++) {
      int panel = i / BitKernels.LANES * BitKernels.LANES * words;
      long row = (long) row(from + i) * rows.width();
      int lane = i % BitKernels.LANES;
      BitLayout.toPanel(rows.values(), row, rows.width(), scratch.panels, panel, lane);
    }
  }

  private void nearest(long[] groups, int count, Scratch scratch) {
    int panels = BitPanelWriter.panels(count);
    int centres = groups.length / words;
    int step = Math.clamp(BLOCK / words / BitKernels.GROUP * (long) BitKernels.GROUP, 4, 1 << 16);
    Arrays.fill(scratch.best, Long.MAX_VALUE);
    for (int from = 0; from < centres; from += step) {
      context.cancellation().check();
      int to = Math.min(centres, from + step);
      kernels.nearest(scratch.panels, panels, groups, from, to, words, scratch.best);
    }
  }
}
