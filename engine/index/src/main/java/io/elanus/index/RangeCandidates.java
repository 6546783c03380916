package io.elanus.index;

import io.elanus.api.index.DistanceRange;
import io.elanus.kernels.TopK;

/** Makes what keeps the nearest rows of a range. */
public final class RangeCandidates {
  private RangeCandidates() {}

  /** Keeps the k nearest rows whose distances, which must be the final ones, lie in the range. */
  public static TopK of(DistanceRange range, int k) {
    return of(range, k, Float.POSITIVE_INFINITY);
  }

  /**
   * As {@link #of(DistanceRange, int)}.
   *
   * @param threshold no pair above this distance is of interest
   */
  public static TopK of(DistanceRange range, int k, float threshold) {
    return new TopK(k, range.nearest(), Math.min(range.farthest(), threshold));
  }

  /**
   * Keeps the k nearest rows that are not too near, however far they are, so that whoever looks for
   * them knows whether there are as many; {@link #within} leaves out the others.
   */
  public static TopK open(DistanceRange range, int k) {
    return new TopK(k, range.nearest(), Float.POSITIVE_INFINITY);
  }

  /** Those of {@link #open} that are not too far. */
  public static TopK within(DistanceRange range, TopK open) {
    if (range.farthest() == Float.POSITIVE_INFINITY) {
      return open;
    }
    TopK kept = of(range, open.capacity());
    kept.pushAll(open);
    return kept;
  }
}
