package io.elanus.index.binary;

import io.elanus.index.BitRows;
import io.elanus.index.BuildContext;
import io.elanus.index.Hits;
import io.elanus.index.MetricType;
import io.elanus.index.QueryVectors;
import io.elanus.index.SearchTask;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Map;

/** Finds for each binary centre the centres nearest to it. */
final class BitNeighbours {
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
    byte[] bytes = rows.values().toArray(ValueLayout.JAVA_BYTE);
    Hits hits =
        UnindexedBits.of(rows, MetricType.HAMMING)
            .search(
                new SearchTask(
                    new QueryVectors.Bits(bytes, centres.count()),
                    count,
                    Map.of(),
                    null,
                    context.threads(),
                    context.executor(),
                    context.cancellation()));
    for (int centre = 0; centre < nearest.length; centre++) {
      nearest[centre] = Arrays.copyOfRange(hits.rows(), centre * count, (centre + 1) * count);
      Arrays.sort(nearest[centre]);
    }
    return nearest;
  }
}
