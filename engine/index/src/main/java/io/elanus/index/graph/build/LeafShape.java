package io.elanus.index.graph.build;

/**
 * How a layer is cut into leaves, and what each leaf offers its nodes.
 *
 * @param fanout leaves that a node stands in
 * @param size usual number of nodes of a leaf
 * @param most greatest number of nodes of a leaf
 * @param met nearest nodes of its leaf among which a node chooses
 * @param kept neighbours that it chooses there
 */
public record LeafShape(int fanout, int size, int most, int met, int kept) {
  /** A smaller layer is linked node by node. */
  public static final int FROM = 1 << 14;

  /**
   * The leaves that link a layer about as well as a search with {@code ef} candidates for each
   * node.
   *
   * @param m neighbours a node chooses
   */
  public static LeafShape of(int m, int ef) {
    int fanout = Math.clamp(4 + ef / 25, 4, 16);
    // Leaves overlap: with many of them each may offer less.
    int kept = Math.clamp(9L * m / fanout, 2, Math.max(2, m * 3 / 4));
    return new LeafShape(fanout, 640, LeafEdges.LARGEST_LEAF, Math.max(24, m + m / 2), kept);
  }

  /** Half as many leaves for each node. */
  LeafShape less() {
    return new LeafShape((fanout + 1) / 2, size, most, met, kept);
  }

  /** How many leaders so many points have. */
  public int leaders(long points) {
    return (int) Math.clamp(points * fanout / size, 1, Math.max(1, points));
  }
}
