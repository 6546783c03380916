package io.elanus.index.graph.search;

/**
 * How far a search goes before it ends, by number and by distance: it keeps the nearest {@code
 * capacity} nodes, and of these only such as lie no further than {@code slope} times the distance
 * of the nearest but {@code rank - 1} so far.
 *
 * <p>The second bound is that of Al-Jazzazi and others, 2025, "Distance Adaptive Beam Search for
 * Provably Accurate Graph-Based Nearest Neighbor Search": a query whose neighbours stand apart from
 * the rest ends early, one in a crowd goes on for longer. At equal recall over many queries that is
 * less work than to keep as many nodes for each.
 *
 * @param zero the distance, as a scorer has it, that stands for none at all
 * @param noise what distances of nodes this near may be wrong by
 */
public record AdaptiveTermination(int capacity, int rank, double slope, double zero, double noise) {
  /** Keeps the nearest nodes, wherever they lie. */
  public static AdaptiveTermination nearest(int capacity) {
    return new AdaptiveTermination(capacity, Integer.MAX_VALUE, Double.POSITIVE_INFINITY, 0, 0);
  }

  /** The bound that follows from the distance of the node at the rank. */
  float bound(float distance) {
    return (float) (zero + slope * (Math.max(0, distance - zero) + noise));
  }
}
