package io.elanus.index.binary;

import io.elanus.index.BitRows;
import io.elanus.index.lists.AcceptedRows;
import io.elanus.kernels.BitKernels;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.TopK;

/** Compares queries with binary rows of some numbers; one thread's. */
final class BitComparer implements AcceptedRows.Comparer {
  private static final int STEP = 64;

  private final BitKernels kernels = Kernels.bestBits();
  private final BitRows rows;
  private final BitMetric metric;
  private final BitQueries queries;
  private final long[] zero;
  private final int[] differing = new int[STEP];
  private final int[] ones = new int[STEP];
  private int query;

  BitComparer(BitRows rows, BitMetric metric, BitQueries queries) {
    this.rows = rows;
    this.metric = metric;
    this.queries = queries;
    this.zero = new long[queries.words()];
  }

  @Override
  public void ask(int number) {
    query = number;
  }

  @Override
  public void offer(int[] numbers, int from, int to, TopK nearest) {
    for (int first = from; first < to; first += STEP) {
      int count = Math.min(STEP, to - first);
      int start = query * queries.words();
      kernels.scanSome(
          queries.values(), start, rows.values(), rows.width(), numbers, first, count, differing);
      if (metric.needsOnes()) {
        // A row differs from zero in the bits that are set.
        kernels.scanSome(zero, 0, rows.values(), rows.width(), numbers, first, count, ones);
      }
      int own = queries.ones()[query];
      for (int i = 0; i < count; i++) {
        if (metric.matches(differing[i], own, ones[i])) {
          float distance = metric.distance(differing[i], own, ones[i]);
          nearest.push(distance, numbers[first + i], 0);
        }
      }
    }
  }
}
