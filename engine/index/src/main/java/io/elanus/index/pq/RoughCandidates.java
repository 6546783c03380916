package io.elanus.index.pq;

/**
 * What a query keeps by distances that are not final: the nearest vectors that seem not nearer than
 * the range of the search, and where this has such a bound, those of the others that seem closest
 * to it. The final distance of any of them may lie in the range.
 */
final class RoughCandidates {
  private static final int GROWTH = 4;

  private final Reservoir first;
  private final float nearest;
  private Reservoir kept;
  private Reservoir nearer;

  /**
   * @param capacity how many to keep of either kind
   * @param nearest the near bound of the range; negative infinity for none
   */
  RoughCandidates(int capacity, float nearest) {
    this.nearest = nearest;
    first = new Reservoir(capacity);
    reset();
  }

  /** Empties it for another query. */
  void reset() {
    kept = first;
    kept.reset();
    nearer = nearest > Float.NEGATIVE_INFINITY ? new Reservoir(first.capacity()) : null;
  }

  /** Empties it and makes room for more of the same query. */
  void widen(int most) {
    int capacity = (int) Math.min(most, (long) GROWTH * kept.capacity());
    kept = new Reservoir(capacity);
    nearer = new Reservoir(capacity);
  }

  /** Those that seem not nearer than the range. */
  Reservoir kept() {
    return kept;
  }

  /** Those that seem nearer than the range, with negated distances; null where it has no bound. */
  Reservoir nearer() {
    return nearer;
  }

  /** A vector above this distance will not be kept. */
  float threshold() {
    return kept.threshold();
  }

  void push(float distance, int position) {
    if (!(distance < nearest)) {
      kept.push(distance, position);
    } else if (!(-distance > nearer.threshold())) {
      nearer.push(-distance, position);
      nearer.settleSometimes();
    }
  }

  void settle() {
    kept.settle();
    if (nearer != null) {
      nearer.settle();
    }
  }
}
