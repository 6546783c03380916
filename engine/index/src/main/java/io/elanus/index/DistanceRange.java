package io.elanus.index;

import io.elanus.kernels.TopCandidates;

/**
 * Internal distances that a search may return, smaller is closer, both bounds included.
 *
 * @param nearest what lies nearer is left out; negative infinity for no such bound
 * @param farthest what lies further is left out; infinite for no such bound
 */
public record DistanceRange(float nearest, float farthest) {
  /** Every distance. */
  public static final DistanceRange ALL =
      new DistanceRange(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);

  /** No distance at all. */
  public static final DistanceRange NONE =
      new DistanceRange(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);

  /** Whether some distances are too near to be returned. */
  public boolean leavesOutNear() {
    return nearest > Float.NEGATIVE_INFINITY;
  }

  /** Whether a distance may be returned. */
  public boolean contains(float distance) {
    return distance >= nearest && distance <= farthest;
  }

  /** Keeps the k nearest rows whose distances, which must be the final ones, lie in the range. */
  public TopCandidates candidates(int k) {
    return candidates(k, farthest);
  }

  /**
   * Keeps the k nearest rows that are not too near, however far they are, so that whoever looks for
   * them knows whether there are as many; {@link #within} leaves out the others.
   */
  public TopCandidates openCandidates(int k) {
    return new TopCandidates(k, nearest, Float.POSITIVE_INFINITY);
  }

  /** Those of {@link #openCandidates} that are not too far. */
  public TopCandidates within(TopCandidates open) {
    if (farthest == Float.POSITIVE_INFINITY) {
      return open;
    }
    TopCandidates kept = candidates(open.capacity());
    kept.pushAll(open);
    return kept;
  }

  /**
   * As {@link #candidates(int)}.
   *
   * @param threshold no pair above this distance is of interest
   */
  public TopCandidates candidates(int k, float threshold) {
    return new TopCandidates(k, nearest, Math.min(farthest, threshold));
  }
}
