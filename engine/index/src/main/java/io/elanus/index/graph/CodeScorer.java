package io.elanus.index.graph;

import io.elanus.kernels.GraphKernels;
import io.elanus.kernels.Kernels;
import java.lang.foreign.MemorySegment;

/** Distances of a query to codes, less a constant of the query. */
final class CodeScorer implements Scorer {
  private final GraphKernels kernels = Kernels.graph();
  private final MemorySegment codes;
  private final long stride;
  private final float[] weights;
  private final int[] members;
  private int[] mapped = new int[0];

  /**
   * @param members the node whose code counts for each node; null where it is its own
   */
  CodeScorer(MemorySegment codes, long stride, float[] weights, int[] members) {
    this.codes = codes;
    this.stride = stride;
    this.weights = weights;
    this.members = members;
  }

  @Override
  public void score(int[] nodes, int count, float[] distances) {
    int[] numbers = nodes;
    if (members != null) {
      if (mapped.length < count) {
        mapped = new int[count];
      }
      for (int i = 0; i < count; i++) {
        mapped[i] = members[nodes[i]];
      }
      numbers = mapped;
    }
    kernels.codeDistances(weights, codes, stride, numbers, count, distances);
  }
}
