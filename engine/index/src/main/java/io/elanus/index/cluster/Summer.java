package io.elanus.index.cluster;

import io.elanus.index.BuildContext;
import io.elanus.kernels.PanelKernels;
import java.util.Arrays;

/** Adds up the points of a cluster, in their order; scratch memory of one thread. */
final class Summer {
  private static final int BATCH = PanelKernels.LANES;

  private final Points points;
  private final BuildContext context;
  private final int dim;
  private final double[] sum;
  private final float[] rows;
  private final int[] chosen = new int[BATCH];
  private final int[] ordinals = new int[BATCH];

  Summer(Points points, BuildContext context) {
    this.points = points;
    this.context = context;
    this.dim = points.rows().dim();
    this.sum = new double[dim];
    this.rows = new float[BATCH * dim];
  }

  /**
   * The sum of a cluster's points; valid until the next call.
   *
   * @param stayed sums of the points that were in their cluster before, or null
   * @param before the cluster each point was in, or null
   */
  double[] sum(Clusters clusters, int cluster, double[] stayed, int[] before) {
    if (stayed == null) {
      Arrays.fill(sum, 0);
    } else {
      System.arraycopy(stayed, cluster * dim, sum, 0, dim);
    }
    int count = 0;
    int end = clusters.starts()[cluster + 1];
    for (int i = clusters.starts()[cluster]; i < end; i++) {
      int point = clusters.order()[i];
      if (stayed == null || before[point] != cluster) {
        chosen[count++] = point;
        if (count == BATCH) {
          add(count);
          count = 0;
        }
      }
    }
    add(count);
    return sum;
  }

  private void add(int count) {
    context.cancellation().check();
    points.gather(chosen, 0, count, ordinals, rows);
    for (int i = 0; i < count; i++) {
      for (int d = 0, at = i * dim; d < dim; d++, at++) {
        sum[d] += rows[at];
      }
    }
  }
}
