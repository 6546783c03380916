package io.elanus.index.graph;

import io.elanus.base.Cancellation;
import io.elanus.index.MetricType;
import io.elanus.kernels.GraphKernels;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.PanelKernels;
import io.elanus.kernels.RowLayout;
import java.util.Arrays;

/**
 * Links leaves of float vectors by a product of small matrices.
 *
 * <p>Under L2 the vectors are taken relative to their mean, so that float32 loses little of their
 * distances however far they lie from the origin.
 */
final class FloatLeafLinker extends LeafLinker {
  /** Groups compared between two looks at the cancellation. */
  private static final int GROUPS = 64;

  /** Panels of a part, at least, in the largest leaf. */
  private static final int FEW = 4;

  private final Cancellation cancellation;
  private final GraphKernels kernels = Kernels.graph();
  private final GraphRows rows;
  private final int[] members;
  private final boolean l2;
  private final int dim;
  private final float[] row;
  private final float[] vectors;
  private final float[] groups;
  private final float[] panels;
  private final float[] bias;
  private final float[] matrix;
  private final int[] candidates;
  private final float[] least;
  private int panelCount;

  /**
   * @param members the row of each node; null where nodes are rows
   */
  FloatLeafLinker(GraphRows rows, int[] members, LeafShape shape, Cancellation cancellation) {
    super(shape);
    this.cancellation = cancellation;
    this.rows = rows;
    this.members = members;
    this.l2 = rows.metric() == MetricType.L2;
    this.dim = rows.dim();
    int padded = padded(shape.most());
    row = new float[dim];
    vectors = new float[PanelKernels.LANES * dim];
    groups = new float[padded * dim];
    panels = new float[padded * dim];
    bias = new float[padded];
    matrix = new float[padded * padded];
    candidates = new int[padded];
    int parts = (shape.met() * 4 / 3 + PanelKernels.LANES) / PanelKernels.LANES;
    // Where a lane has few nodes the bound would not be tight.
    least = new float[parts * FEW <= padded / PanelKernels.LANES ? parts * PanelKernels.LANES : 0];
  }

  private static int padded(int nodes) {
    return (nodes + PanelKernels.LANES - 1) / PanelKernels.LANES * PanelKernels.LANES;
  }

  /** Heap bytes of one. */
  static long bytes(long most, long dim) {
    long padded = padded((int) most);
    return (padded * (2 * dim + padded + 2) + (PanelKernels.LANES + 1) * dim) * Float.BYTES;
  }

  @Override
  void load(int[] nodes) {
    pack(nodes);
    int groupCount = (nodes.length + PanelKernels.GROUP - 1) / PanelKernels.GROUP;
    for (int from = 0; from < groupCount; from += GROUPS) {
      cancellation.check();
      int to = Math.min(groupCount, from + GROUPS);
      kernels.pairDistances(groups, from, to, panels, bias, panelCount, dim, matrix);
    }
  }

  private void pack(int[] nodes) {
    float[] mean = l2 ? mean(nodes) : null;
    panelCount = (nodes.length + PanelKernels.LANES - 1) / PanelKernels.LANES;
    Arrays.fill(bias, 0, panelCount * PanelKernels.LANES, Float.POSITIVE_INFINITY);
    Arrays.fill(groups, 0, panelCount * PanelKernels.LANES * dim, 0);
    for (int first = 0; first < nodes.length; first += PanelKernels.LANES) {
      int count = Math.min(PanelKernels.LANES, nodes.length - first);
      for (int i = 0; i < count; i++) {
        int at = first + i;
        rows.copy(members == null ? nodes[at] : members[nodes[at]], row);
        for (int d = 0; l2 && d < dim; d++) {
          row[d] -= mean[d];
        }
        System.arraycopy(row, 0, vectors, i * dim, dim);
        bias[at] = l2 ? (float) RowLayout.squaredNorm(row, 0, dim) : 0;
        int group = at / PanelKernels.GROUP * PanelKernels.GROUP * dim;
        RowLayout.toGroup(row, 0, dim, l2 ? -2 : -1, groups, group, at % PanelKernels.GROUP);
      }
      RowLayout.toPanel(vectors, 0, count, dim, panels, first * dim);
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

  /** Where the distances of a node start; 16 of each panel follow every 64 floats. */
  private int start(int node) {
    int group = node / PanelKernels.GROUP;
    return (group * panelCount * PanelKernels.GROUP + node % PanelKernels.GROUP)
        * PanelKernels.LANES;
  }

  private static int place(int other) {
    return other / PanelKernels.LANES * (PanelKernels.GROUP * PanelKernels.LANES)
        + other % PanelKernels.LANES;
  }

  @Override
  int findNearest(int node, int count) {
    int start = start(node);
    int found = kernels.chooseUpTo(matrix, start, panelCount, bound(start), candidates);
    int met = 0;
    for (int i = 0; i < found; i++) {
      int other = candidates[i];
      float distance = matrix[start + place(other)];
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
   * A distance within which a node meets at least as many as it needs, itself besides: so many
   * lanes have one not above it. Where few lanes more are looked at than are needed, few nodes more
   * are within it.
   */
  private float bound(int start) {
    if (least.length == 0) {
      return Float.POSITIVE_INFINITY;
    }
    int parts = least.length / PanelKernels.LANES;
    kernels.leastOfLanes(matrix, start, panelCount, parts, least);
    Arrays.sort(least);
    return least[near.length];
  }

  @Override
  float turned(int node, int i) {
    // A distance in the matrix lacks the squared norm of the node whose row it stands in.
    return l2 ? near[i] + bias[node] - bias[nearest[i]] : near[i];
  }

  @Override
  float between(int row, int column) {
    return matrix[start(row) + place(column)];
  }
}
