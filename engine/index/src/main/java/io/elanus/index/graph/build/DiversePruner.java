package io.elanus.index.graph.build;

import io.elanus.kernels.TopK;

/**
 * Leaves out a candidate that is nearer to a chosen one than to the node itself (the relative
 * neighbourhood rule of HNSW's algorithm 4 and of NSG).
 */
final class DiversePruner extends Pruner {
  private final NodeScorer scorer;
  private float[] toChosen = new float[0];

  DiversePruner(NodeScorer scorer) {
    this.scorer = scorer;
  }

  /**
   * Chooses at most {@code most} neighbours and returns how many; see {@link #chosen}.
   *
   * @param candidates distances and nodes packed by {@link TopK#key}, ascending
   */
  int prune(long[] candidates, int count, int most) {
    int[] nodes = reserve(count);
    for (int i = 0; i < count; i++) {
      nodes[i] = TopK.row(candidates[i]);
    }
    return choose(candidates, count, most);
  }

  @Override
  protected int occlude(int node, int[] candidates, float[] distances, int count) {
    if (toChosen.length < count) {
      toChosen = new float[count];
    }
    scorer.from(node);
    scorer.score(candidates, count, toChosen);
    int left = 0;
    for (int i = 0; i < count; i++) {
      if (!(toChosen[i] < distances[i])) {
        candidates[left] = candidates[i];
        distances[left++] = distances[i];
      }
    }
    return left;
  }
}
