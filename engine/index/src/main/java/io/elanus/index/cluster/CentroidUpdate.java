package io.elanus.index.cluster;

import io.elanus.index.BuildContext;
import io.elanus.index.panel.Parallel;
import io.elanus.kernels.RowLayout;

/**
 * Moves each centroid to the mean of its points, and gives an empty cluster half of the largest
 * one.
 */
final class CentroidUpdate {
  /** How far the two halves of a split cluster are moved apart, as a part of each value. */
  private static final float SPLIT = 1f / 1024;

  private CentroidUpdate() {}

  /**
   * @param stayed for each centroid the sum of the points that were with it before, dim values
   *     each, to which the others are added here; null where no sum is known
   * @param before where each point was; null where no sum is known
   */
  static void update(
      Points points,
      Clusters clusters,
      Centroids centroids,
      double[] stayed,
      int[] before,
      BuildContext context) {
    Summer[] summers = new Summer[Math.max(1, context.threads())];
    Parallel.run(
        context.threads(),
        context.executor(),
        centroids.count(),
        context.cancellation(),
        (cluster, thread) -> {
          if (clusters.size(cluster) > 0) {
            if (summers[thread] == null) {
              summers[thread] = new Summer(points, context);
            }
            double[] sum = summers[thread].sum(clusters, cluster, stayed, before);
            write(sum, clusters.size(cluster), centroids, cluster);
          }
        });
    splitForEmpty(clusters, centroids);
  }

  private static void write(double[] sum, int size, Centroids centroids, int cluster) {
    int start = cluster * centroids.dim();
    double length = size;
    if (centroids.spherical()) {
      double squared = 0;
      for (double value : sum) {
        squared += value * value;
      }
      length = Math.sqrt(squared);
    }
    if (length == 0) {
      return; // the points cancel out: the old direction is as good as any
    }
    for (int d = 0; d < sum.length; d++) {
      centroids.values()[start + d] = (float) (sum[d] / length);
    }
  }

  private static void splitForEmpty(Clusters clusters, Centroids centroids) {
    int[] sizes = new int[centroids.count()];
    java.util.Arrays.setAll(sizes, clusters::size);
    for (int empty = 0; empty < sizes.length; empty++) {
      if (clusters.size(empty) == 0) {
        int largest = 0;
        for (int i = 1; i < sizes.length; i++) {
          largest = sizes[i] > sizes[largest] ? i : largest;
        }
        if (sizes[largest] < 2) {
          return;
        }
        split(centroids, largest, empty);
        sizes[empty] = sizes[largest] / 2;
        sizes[largest] -= sizes[empty];
      }
    }
  }

  private static void split(Centroids centroids, int from, int to) {
    int dim = centroids.dim();
    float[] values = centroids.values();
    for (int d = 0; d < dim; d++) {
      float value = values[from * dim + d];
      float step = (d & 1) == 0 ? SPLIT : -SPLIT;
      values[to * dim + d] = value * (1 + step);
      values[from * dim + d] = value * (1 - step);
    }
    if (centroids.spherical()) {
      RowLayout.normalise(values, from * dim, dim);
      RowLayout.normalise(values, to * dim, dim);
    }
  }
}
