package io.elanus.index.cluster;

import io.elanus.index.BuildContext;
import io.elanus.kernels.PdxKernels;
import java.util.Arrays;

/** Adds up the points of a cluster, in their order; scratch memory of one thread. */
final class Summer {
  private static final int BATCH = PdxKernels.LANES;

  private final SamplePoints points;
  private final BuildContext context;
  private final int dim;
  private final float[] rows;
  private final int[] chosen = new int[BATCH];
  private final int[] ordinals = new int[BATCH];

  Summer(SamplePoints points, BuildContext context) {
    this.points = points;
    this.context = context;
    this.dim = points.rows().dim();
    this.rows = new float[BATCH * dim];
  }

  /**
   * Brings the sum of a cluster's points up to date: points that left are subtracted and new ones
   * added, or all are added up where that is less work. So digits that a far outlier cost do not
   * stay lost: when it leaves a cluster, most of the other points come or go as well.
   *
   * @param before the points by the cluster they were in when {@code sums} was right
   * @param after the points by the cluster they are in
   * @param was the cluster each point was in, -1 for none
   * @param is the cluster each point is in
   */
  void update(int cluster, Clusters before, Clusters after, int[] was, int[] is, double[] sums) {
    int size = after.size(cluster);
    int came = 0;
    for (int i = after.starts()[cluster]; i < after.starts()[cluster + 1]; i++) {
      came += was[after.order()[i]] == cluster ? 0 : 1;
    }
    int left = before.size(cluster) - (size - came);
    if (came + left >= size) {
      Arrays.fill(sums, cluster * dim, (cluster + 1) * dim, 0);
      add(cluster, after, null, 1, sums);
    } else {
      add(cluster, before, is, -1, sums);
      add(cluster, after, was, 1, sums);
    }
  }

  /**
   * @param other where points have been or will be; those that are there in this cluster too are
   *     left out; null for all points
   */
  private void add(int cluster, Clusters clusters, int[] other, double sign, double[] sums) {
    int count = 0;
    int end = clusters.starts()[cluster + 1];
    for (int i = clusters.starts()[cluster]; i < end; i++) {
      int point = clusters.order()[i];
      if (other == null || other[point] != cluster) {
        chosen[count++] = point;
        if (count == BATCH) {
          add(count, sign, sums, cluster * dim);
          count = 0;
        }
      }
    }
    add(count, sign, sums, cluster * dim);
  }

  private void add(int count, double sign, double[] sums, int start) {
    context.cancellation().check();
    points.gather(chosen, 0, count, ordinals, rows);
    for (int i = 0; i < count; i++) {
      add(rows, i * dim, sign, sums, start, dim);
    }
  }

  private static void add(float[] rows, int at, double sign, double[] sums, int start, int dim) {
    for (int d = 0; d < dim; d++) {
      sums[start + d] += sign * rows[at + d];
    }
  }
}
