package io.elanus.index.graph.build;

import io.elanus.kernels.TopK;

/**
 * Chooses diverse neighbours of a node: the nearest candidate first, then the nearest of those that
 * no chosen one occludes, and so on. One thread's.
 *
 * <p>Which candidates a chosen one occludes is what graphs differ in: by {@link DiversePruner}
 * those nearer to it than to the node, by RobustPrune of DISKANN those nearer to it than a part of
 * their distance to the node.
 */
public abstract class Pruner {
  private int[] alive = new int[0];
  private float[] own = new float[0];
  private int[] chosen = new int[0];

  /** What {@link #choose} chose last, nearest first. */
  public final int[] chosen() {
    return chosen;
  }

  /** Makes room for so many candidates; returns where to put them, the nearest first. */
  protected final int[] reserve(int count) {
    if (alive.length < count) {
      alive = new int[count];
      own = new float[count];
    }
    return alive;
  }

  /**
   * Chooses among candidates and returns how many it chose.
   *
   * @param keys of the candidates, whose distances count, packed by {@link TopK#key}, ascending;
   *     what stands for each of them is where {@link #reserve} said
   * @param most ever wanted
   */
  protected final int choose(long[] keys, int count, int most) {
    if (chosen.length < Math.min(most, count)) {
      chosen = new int[Math.min(most, count)];
    }
    for (int i = 0; i < count; i++) {
      own[i] = TopK.distance(keys[i]);
    }
    int left = count;
    int found = 0;
    while (left > 0 && found < most) {
      int nearest = alive[0];
      chosen[found++] = nearest;
      left--;
      System.arraycopy(alive, 1, alive, 0, left);
      System.arraycopy(own, 1, own, 0, left);
      if (left > 0 && found < most) {
        left = occlude(nearest, alive, own, left);
      }
    }
    return found;
  }

  /**
   * Drops the candidates that a chosen one occludes and returns how many are left.
   *
   * @param candidates those that are left, the nearest first; the others close up
   * @param distances of each to the node
   */
  protected abstract int occlude(int nearest, int[] candidates, float[] distances, int count);
}
