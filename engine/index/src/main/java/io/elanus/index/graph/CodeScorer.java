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
  private final Members members;

  /**
   * @param members the node whose code counts for each node; null where it is its own
   */
  CodeScorer(MemorySegment codes, long stride, float[] weights, int[] members) {
    this.codes = codes;
    this.stride = stride;
    this.weights = weights;
    this.members = new Members(members);
  }

  @Override
  public void score(int[] nodes, int count, float[] distances) {
    kernels.codeDistances(weights, codes, stride, members.of(nodes, count), count, distances);
  }
}
