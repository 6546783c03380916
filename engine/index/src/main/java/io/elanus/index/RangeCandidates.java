package io.elanus.index;

import io.elanus.api.index.DistanceRange;
import io.elanus.kernels.TopCandidates;

/** Makes what keeps the nearest rows of a range. */
public final class RangeCandidates {
  private RangeCandidates() {}

  /** Keeps the k nearest rows whose distances, which must be the final ones, lie in the range. */
  public static TopCandidates of(DistanceRange range, int k) {
    return of(range, k, Float.POSITIVE_INFINITY);
  }

  /**
   * As {@link #of(DistanceRange, int)}.
   *
   * @param threshold no pair above this distance is of interest
   */
  public static TopCandidates of(DistanceRange range, int k, float threshold) {
    return new TopCandidates(k, range.nearest(), Math.min(range.farthest(), threshold));
  }

  /**
   * Keeps the k nearest rows that are not too near, however far they are, so that whoever looks for
   * them knows whether there are as many; {@link #within} leaves out the others.
   */
  public static TopCandidates open(DistanceRange range, int k) {
    return new TopCandidates(k, range.nearest(), Float.POSITIVE_INFINITY);
  }

  /** Those of {@link #open} that are not too far. */
  public static TopCandidates within(DistanceRange range, TopCandidates open) {
    if (range.farthest() == Float.POSITIVE_INFINITY) {
      return open;
    }
    TopCandidates kept = of(range, open.capacity());
    kept.pushAll(open);
    return kept;
  }
}
