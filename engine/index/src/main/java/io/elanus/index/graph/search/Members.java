package io.elanus.index.graph.search;

/** Which row, or which node of another layer, stands behind each node of a layer; one thread's. */
public final class Members {
  private final int[] members;
  private int[] mapped = new int[0];

  /**
   * @param members one number for each node; null where each stands for itself
   */
  public Members(int[] members) {
    this.members = members;
  }

  public int of(int node) {
    return members == null ? node : members[node];
  }

  /** The numbers behind the first nodes of an array, in an array that the next call reuses. */
  public int[] of(int[] nodes, int count) {
    if (members == null) {
      return nodes;
    }
    if (mapped.length < count) {
      mapped = new int[count];
    }
    for (int i = 0; i < count; i++) {
      mapped[i] = members[nodes[i]];
    }
    return mapped;
  }
}
