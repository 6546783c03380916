package io.elanus.index.graph.build;

/**
 * Chooses neighbours inside a leaf from all distances of its nodes to each other: for each node the
 * nearest ones, less those that are nearer to one chosen before, the rule of {@link DiversePruner}.
 * One thread's.
 */
public abstract class LeafLinker {
  /** Distances of a node's nearest, ascending. */
  protected final float[] near;

  /** Their numbers in the leaf. */
  protected final int[] nearest;

  private final int[] chosen;
  private final float[] distances;

  /** Takes what a node chose in a leaf. */
  @FunctionalInterface
  public interface Target {
    /**
     * @param node number of the node in the leaf
     * @param chosen numbers of its neighbours, nearest first
     * @param distances of each of them
     */
    void set(int node, int[] chosen, float[] distances, int count);
  }

  /**
   * @param met nearest nodes among which a node chooses
   * @param kept neighbours that it chooses at most
   */
  protected LeafLinker(int met, int kept) {
    near = new float[met];
    nearest = new int[met];
    chosen = new int[kept];
    distances = new float[kept];
  }

  /** Links the nodes of one leaf. */
  public final void link(int[] nodes, Target target) {
    load(nodes);
    for (int i = 0; i < nodes.length; i++) {
      int met = findNearest(i, nodes.length);
      if (met < 0) {
        i = -1;
      } else {
        target.set(i, chosen, distances, choose(met));
      }
    }
  }

  /** Computes the matrix of a leaf. */
  protected abstract void load(int[] nodes);

  /**
   * Fills {@link #near} and {@link #nearest} for the node of a number, and returns how many it
   * found; -1 where distances have become better since, so that all nodes of the leaf must choose
   * again.
   */
  protected abstract int findNearest(int node, int count);

  /** The distance between the nodes of two numbers. */
  protected abstract float between(int one, int other);

  private int choose(int met) {
    int kept = 0;
    for (int i = 0; i < met && kept < chosen.length; i++) {
      int candidate = nearest[i];
      float distance = near[i];
      boolean occluded = false;
      for (int j = 0; j < kept && !occluded; j++) {
        occluded = between(candidate, chosen[j]) < distance;
      }
      if (!occluded) {
        chosen[kept] = candidate;
        distances[kept++] = distance;
      }
    }
    return kept;
  }
}
