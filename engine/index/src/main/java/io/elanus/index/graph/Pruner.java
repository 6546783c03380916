package io.elanus.index.graph;

import io.elanus.kernels.TopK;

/**
 * Chooses diverse neighbours: a candidate is left out if it is nearer to a chosen one than to the
 * node itself (the relative neighbourhood rule of HNSW's algorithm 4 and of NSG). One thread's.
 */
final class Pruner {
  private final NodeScorer scorer;
  private int[] alive = new int[0];
  private float[] own = new float[0];
  private float[] toChosen = new float[0];
  private int[] ids = new int[0];

  Pruner(NodeScorer scorer) {
    this.scorer = scorer;
  }

  /** The neighbours chosen last, nearest first. */
  int[] ids() {
    return ids;
  }

  /**
   * Chooses at most {@code most} neighbours and returns how many.
   *
   * @param candidates distances and nodes packed by {@link TopK#key}, ascending
   */
  int prune(long[] candidates, int count, int most) {
    if (alive.length < count) {
      alive = new int[count];
      own = new float[count];
      toChosen = new float[count];
    }
    if (ids.length < Math.min(most, count)) {
      ids = new int[Math.min(most, count)];
    }
    for (int i = 0; i < count; i++) {
      alive[i] = TopK.row(candidates[i]);
      own[i] = TopK.distance(candidates[i]);
    }
    int left = count;
    int chosen = 0;
    while (left > 0 && chosen < most) {
      int nearest = alive[0];
      ids[chosen++] = nearest;
      left--;
      System.arraycopy(alive, 1, alive, 0, left);
      System.arraycopy(own, 1, own, 0, left);
      if (left > 0 && chosen < most) {
        left = occlude(nearest, left);
      }
    }
    return chosen;
  }

  /** Drops the candidates that are nearer to the chosen node. */
  private int occlude(int node, int count) {
    scorer.from(node);
    scorer.score(alive, count, toChosen);
    int left = 0;
    for (int i = 0; i < count; i++) {
      if (!(toChosen[i] < own[i])) {
        alive[left] = alive[i];
        own[left++] = own[i];
      }
    }
    return left;
  }
}
