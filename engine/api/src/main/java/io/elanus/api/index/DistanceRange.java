package io.elanus.api.index;

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
}
