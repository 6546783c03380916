package io.elanus.index.graph.floats;

import io.elanus.index.graph.search.Members;
import io.elanus.index.graph.search.Scorer;
import io.elanus.kernels.GraphKernels;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.RabitqQuery;
import java.lang.foreign.MemorySegment;

/**
 * Distances of a query to codes, less a constant of the query; 1-bit codes save it many of them.
 */
final class CodeScorer implements Scorer {
  private final GraphKernels kernels = Kernels.graph();
  private final MemorySegment rows;
  private final MemorySegment codes;
  private final long stride;
  private final float[] weights;
  private final RabitqQuery oneBit;
  private final Members members;

  /**
   * @param rows of codes as {@link Codes} lays them out
   * @param oneBit the query against their 1-bit codes; null where they have none
   * @param members the node whose code counts for each node; null where it is its own
   */
  CodeScorer(MemorySegment rows, int dim, float[] weights, RabitqQuery oneBit, int[] members) {
    this.rows = rows;
    this.codes = rows.byteSize() == 0 ? rows : rows.asSlice(Codes.start(dim));
    this.stride = Codes.stride(dim);
    this.weights = weights;
    this.oneBit = oneBit;
    this.members = new Members(members);
  }

  @Override
  public int sift(int[] nodes, int count, float limit) {
    if (oneBit == null || limit == Float.POSITIVE_INFINITY) {
      return count;
    }
    return oneBit.sift(rows, stride, members.of(nodes, count), count, limit, nodes, nodes);
  }

  @Override
  public void score(int[] nodes, int count, float[] distances) {
    kernels.codeDistances(weights, codes, stride, members.of(nodes, count), count, distances);
  }
}
