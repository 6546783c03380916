package io.elanus.index.graph;

/** Chooses neighbours inside a leaf from all distances of its nodes to each other; one thread's. */
abstract class LeafLinker {
  /** Distances of a node's nearest, ascending. */
  final float[] near;

  /** Their numbers in the leaf. */
  final int[] nearest;

  private final int[] chosen;

  LeafLinker(LeafShape shape) {
    near = new float[shape.met()];
    nearest = new int[shape.met()];
    chosen = new int[shape.kept()];
  }

  /**
   * Links the nodes of one leaf.
   *
   * @param leaf its number, by which the lists know it
   */
  final void link(int leaf, int[] nodes, LeafEdges lists) {
    load(nodes);
    for (int i = 0; i < nodes.length; i++) {
      int met = findNearest(i, nodes.length);
      lists.set(leaf, i, chosen, choose(met));
    }
  }

  /** Computes the matrix of a leaf. */
  abstract void load(int[] nodes);

  /**
   * Fills {@link #near} and {@link #nearest} for the node of a number, and returns how many it
   * found.
   */
  abstract int findNearest(int node, int count);

  /** The distance between the nodes of two numbers. */
  abstract float between(int one, int other);

  /** The rule of {@link DiversePruner}, with distances from the matrix. */
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
        chosen[kept++] = candidate;
      }
    }
    return kept;
  }
}
