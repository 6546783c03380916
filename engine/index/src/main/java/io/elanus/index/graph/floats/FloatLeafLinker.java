package io.elanus.index.graph.floats;

import io.elanus.api.index.MetricType;
import io.elanus.base.Cancellation;
import io.elanus.index.graph.build.LeafLinker;
import io.elanus.index.graph.build.LeafShape;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.LeafKernels;
import io.elanus.kernels.PdxKernels;
import io.elanus.kernels.RowLayout;
import java.util.Arrays;

/**
 * Links leaves of float vectors by a product of small matrices.
 *
 * <p>Under L2 the vectors are taken relative to their mean, so that float32 loses little of their
 * distances however far they lie from the origin. Where a leaf itself is so wide that too much is
 * lost of what lies close together, as where it holds parts of groups that are far apart, its
 * distances are computed from differences instead, which takes longer.
 */
public final class FloatLeafLinker extends LeafLinker {
  /** Blocks of a part, at least, in the largest leaf. */
  private static final int FEW = 4;

  /** So many times the distance to its neighbours a node may lie from the mean, squared. */
  private static final float WIDE = 1 << 16;

  private final Cancellation cancellation;
  private final LeafKernels kernels = Kernels.leaves();
  private final GraphRows rows;
  private final int[] members;
  private final boolean l2;
  private final int dim;
  private final float[] row;
  private final float[] vectors;
  private final float[] blocks;
  private final float[] bias;
  private final float[] matrix;
  private final int[] candidates;
  private final float[] least;
  private int blockCount;
  private int[] loaded;
  private boolean exact;

  /**
   * @param members the row of each node; null where nodes are rows
   */
  FloatLeafLinker(GraphRows rows, int[] members, LeafShape shape, Cancellation cancellation) {
    super(shape.met(), shape.kept());
    this.cancellation = cancellation;
    this.rows = rows;
    this.members = members;
    this.l2 = rows.metric() == MetricType.L2;
    this.dim = rows.dim();
    int padded = padded(shape.most());
    row = new float[dim];
    vectors = new float[PdxKernels.LANES * dim];
    blocks = new float[padded * dim];
    bias = new float[padded];
    matrix = new float[padded * padded];
    candidates = new int[padded];
    int parts = (shape.met() * 4 / 3 + PdxKernels.LANES) / PdxKernels.LANES;
    // Where a lane has few nodes the bound would not be tight.
    least = new float[parts * FEW <= padded / PdxKernels.LANES ? parts * PdxKernels.LANES : 0];
  }

  private static int padded(int nodes) {
    return (nodes + PdxKernels.LANES - 1) / PdxKernels.LANES * PdxKernels.LANES;
  }

  /** Heap bytes of one. */
  public static long bytes(long most, long dim) {
    long padded = padded((int) most);
    return (padded * (dim + padded + 2) + (PdxKernels.LANES + 1) * dim) * Float.BYTES;
  }

  @Override
  protected void load(int[] nodes) {
    loaded = nodes;
    exact = false;
    pack(nodes);
    for (int block = 0; block < blockCount; block++) {
      cancellation.check();
      kernels.pairDistances(blocks, block, block + 1, blockCount, dim, l2 ? -2 : -1, bias, matrix);
    }
  }

  private void pack(int[] nodes) {
    float[] mean = l2 ? mean(nodes) : null;
    blockCount = (nodes.length + PdxKernels.LANES - 1) / PdxKernels.LANES;
    Arrays.fill(bias, 0, blockCount * PdxKernels.LANES, Float.POSITIVE_INFINITY);
    for (int first = 0; first < nodes.length; first += PdxKernels.LANES) {
      int count = Math.min(PdxKernels.LANES, nodes.length - first);
      for (int i = 0; i < count; i++) {
        int at = first + i;
        rows.copy(members == null ? nodes[at] : members[nodes[at]], row);
        for (int d = 0; l2 && d < dim; d++) {
          row[d] -= mean[d];
        }
        System.arraycopy(row, 0, vectors, i * dim, dim);
        bias[at] = l2 ? (float) RowLayout.squaredNorm(row, 0, dim) : 0;
      }
      RowLayout.toBlock(vectors, 0, count, dim, blocks, first * dim);
    }
  }

  private float[] mean(int[] nodes) {
    double[] sums = new double[dim];
    for (int node : nodes) {
      rows.copy(members == null ? node : members[node], row);
      for (int d = 0; d < dim; d++) {
        sums[d] += row[d];
      }
    }
    float[] mean = new float[dim];
    for (int d = 0; d < dim; d++) {
      mean[d] = (float) (sums[d] / nodes.length);
    }
    return mean;
  }

  /** Where the distances of a node start. */
  private int start(int node) {
    return node * blockCount * PdxKernels.LANES;
  }

  @Override
  protected int findNearest(int node, int count) {
    int met = findInMatrix(node);
    if (l2 && !exact && met > 0 && bias[node] > WIDE * near[met - 1]) {
      measure();
      met = findInMatrix(node);
    }
    return met;
  }

  /** Computes the matrix from differences. */
  private void measure() {
    exact = true;
    RowScorer scorer = new RowScorer(rows, members);
    float[] distances = new float[loaded.length];
    for (int i = 0; i < loaded.length; i++) {
      if ((i & 63) == 0) {
        cancellation.check();
      }
      scorer.from(loaded[i]);
      scorer.score(loaded, loaded.length, distances);
      System.arraycopy(distances, 0, matrix, start(i), loaded.length);
    }
  }

  private int findInMatrix(int node) {
    int start = start(node);
    int found = kernels.chooseUpTo(matrix, start, blockCount, bound(start), candidates);
    int met = 0;
    for (int i = 0; i < found; i++) {
      int other = candidates[i];
      float distance = matrix[start + other];
      if (other == node
          || !(distance < Float.POSITIVE_INFINITY)
          || met == near.length && !(distance < near[met - 1])) {
        continue;
      }
      int place = met < near.length ? met++ : met - 1;
      while (place > 0 && near[place - 1] > distance) {
        near[place] = near[place - 1];
        nearest[place] = nearest[place - 1];
        place--;
      }
      near[place] = distance;
      nearest[place] = other;
    }
    return met;
  }

  /**
   * A distance within which a node meets at least as many as it needs, itself besides; few nodes
   * more are within it.
   */
  private float bound(int start) {
    if (least.length == 0) {
      return Float.POSITIVE_INFINITY;
    }
    int parts = least.length / PdxKernels.LANES;
    return kernels.boundOf(matrix, start, blockCount, parts, near.length + 1, least);
  }

  @Override
  protected float between(int one, int other) {
    return matrix[start(one) + other];
  }
}
