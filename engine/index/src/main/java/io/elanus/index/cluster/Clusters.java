package io.elanus.index.cluster;

/**
 * Points sorted by cluster; inside a cluster they keep their order.
 *
 * @param starts where each cluster starts in {@code order}, and its length at the end
 * @param order point numbers
 */
public record Clusters(int[] starts, int[] order) {
  /** A counting sort of the assignment. */
  public static Clusters of(int[] assignment, int clusters) {
    int[] starts = new int[clusters + 1];
    for (int cluster : assignment) {
      starts[cluster + 1]++;
    }
    for (int i = 0; i < clusters; i++) {
      starts[i + 1] += starts[i];
    }
    int[] next = starts.clone();
    int[] order = new int[assignment.length];
    for (int point = 0; point < assignment.length; point++) {
      order[next[assignment[point]]++] = point;
    }
    return new Clusters(starts, order);
  }

  public int size(int cluster) {
    return starts[cluster + 1] - starts[cluster];
  }
}
