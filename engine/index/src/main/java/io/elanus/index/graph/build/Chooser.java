package io.elanus.index.graph.build;

import io.elanus.kernels.TopK;
import java.util.Arrays;

/** Compares a node with candidates and chooses diverse neighbours among them; one thread's. */
public final class Chooser {
  private final NodeScorer scorer;
  private final DiversePruner pruner;
  private float[] distances = new float[0];
  private long[] keys = new long[0];

  /**
   * @param members the row of each node; null where nodes are rows
   */
  Chooser(BuildSpace rows, int[] members) {
    scorer = rows.scorer(members);
    pruner = new DiversePruner(rows.scorer(members));
  }

  /** One for each thread. */
  public static Chooser[] of(BuildSpace rows, int[] members, int threads) {
    Chooser[] choosers = new Chooser[Math.max(1, threads)];
    Arrays.setAll(choosers, thread -> new Chooser(rows, members));
    return choosers;
  }

  /** What chooses here, for candidates whose distances are known. */
  DiversePruner pruner() {
    return pruner;
  }

  /** Makes at most {@code most} of the candidates the neighbours of a node. */
  void choose(int node, int[] candidates, int count, int most, BuildLinks links) {
    if (keys.length < count) {
      keys = new long[count];
      distances = new float[count];
    }
    scorer.from(node);
    scorer.score(candidates, count, distances);
    for (int i = 0; i < count; i++) {
      keys[i] = TopK.key(distances[i], candidates[i]);
    }
    Arrays.sort(keys, 0, count);
    int chosen = pruner.prune(keys, count, most);
    links.set(node, pruner.chosen(), chosen);
  }
}
