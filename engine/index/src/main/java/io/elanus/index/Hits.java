package io.elanus.index;

import io.elanus.kernels.TopK;
import java.util.stream.IntStream;

/**
 * Neighbours found, nearest first.
 *
 * @param rows {@code queryCount * k} row ordinals; query q owns [q * k, q * k + counts[q]); ties
 *     are ordered by row
 * @param distances internal distances (smaller is closer: squared L2, negated inner product,
 *     negated cosine), computed in double precision and rounded to float32: infinite beyond the
 *     largest float, 0 below the smallest, never NaN
 * @param counts how many were found for each query, at most k
 * @param nearer how many rows that were looked at lie nearer than the range of the search, at
 *     least; 0 where that is not counted
 */
public record Hits(int[] rows, float[] distances, int[] counts, int[] nearer) {
  private static final int LEFT = -1;

  /** Says that a query is left to a comparison of all rows that may be found. */
  public void leave(int query) {
    counts[query] = LEFT;
  }

  /** Fills in one query's neighbours from packed pairs, nearest first; see {@link TopK#key}. */
  public void put(int query, int k, long[] sorted) {
    counts[query] = sorted.length;
    for (int i = 0; i < sorted.length; i++) {
      rows[query * k + i] = TopK.row(sorted[i]);
      distances[query * k + i] = TopK.distance(sorted[i]);
    }
  }

  /** The queries that were left. */
  int[] left() {
    return IntStream.range(0, counts.length).filter(query -> counts[query] == LEFT).toArray();
  }

  /** Takes over the hits of a query from another search with the same k. */
  void copy(int query, int k, Hits other, int from) {
    System.arraycopy(other.rows, from * k, rows, query * k, k);
    System.arraycopy(other.distances, from * k, distances, query * k, k);
    counts[query] = other.counts[from];
    nearer[query] = other.nearer[from];
  }
}
