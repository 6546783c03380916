package io.elanus.index.binary;

import io.elanus.api.index.MetricType;
import io.elanus.index.BitRows;
import io.elanus.index.BuildContext;
import io.elanus.index.Hits;
import io.elanus.index.QueryVectors;
import io.elanus.index.SearchParameters;
import io.elanus.index.SearchTask;
import io.elanus.index.VectorIndex;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** Finds for each binary centre the centres nearest to it. */
final class BitNeighbours {
  /** Centres whose neighbours are looked for together. */
  private static final int STEP = 256;

  /** Bytes of an array's header and of a reference to it. */
  private static final int ARRAY = 20;

  private BitNeighbours() {}

  /**
   * Ascending numbers of the {@code count} nearest centres of each, itself or an equal included.
   */
  static int[][] of(BitCentres centres, int count, BuildContext context) {
    int[][] nearest = new int[centres.count()][];
    if (count >= centres.count()) {
      int[] all = new int[centres.count()];
      Arrays.setAll(all, i -> i);
      Arrays.fill(nearest, all);
      return nearest;
    }
    BitRows rows = centres.rows();
    VectorIndex all = UnindexedBits.of(rows, MetricType.HAMMING);
    for (int first = 0; first < nearest.length; first += STEP) {
      int some = Math.min(STEP, nearest.length - first);
      byte[] bytes =
          rows.values()
              .asSlice((long) first * rows.width(), (long) some * rows.width())
              .toArray(ValueLayout.JAVA_BYTE);
      Hits hits =
          all.search(
              new SearchTask(
                  new QueryVectors.Bits(bytes, some),
                  count,
                  new SearchParameters.None(),
                  null,
                  context.threads(),
                  context.executor(),
                  context.cancellation()));
      for (int i = 0; i < some; i++) {
        nearest[first + i] = Arrays.copyOfRange(hits.rows(), i * count, (i + 1) * count);
        Arrays.sort(nearest[first + i]);
      }
    }
    return nearest;
  }

  /** Heap bytes of what {@link #of} returns. */
  static long bytes(long centres, int count) {
    return count < centres
        ? centres * (ARRAY + (long) count * Integer.BYTES)
        : 2 * centres * Integer.BYTES;
  }

  /** Heap bytes that finding them takes besides: the centres twice, rows and distances found. */
  static long scratchBytes(int centres, int count, int dim) {
    return count < centres
        ? 2L * centres * dim / Byte.SIZE + (long) STEP * count * (Integer.BYTES + Float.BYTES)
        : 0;
  }
}
