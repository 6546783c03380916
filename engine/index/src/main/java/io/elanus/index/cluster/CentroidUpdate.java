package io.elanus.index.cluster;

import io.elanus.index.BuildContext;
import io.elanus.index.lists.Parallel;
import io.elanus.kernels.RowLayout;
import java.util.Arrays;

/**
 * Moves each centroid to the mean of its points or beyond it, and gives an empty cluster half of
 * the largest one.
 */
final class CentroidUpdate {
  /** How far the two halves of a split cluster are moved apart, as a part of each value. */
  private static final float SPLIT = 1f / 1024;

  private CentroidUpdate() {}

  /**
   * Moves the centroids and fills empty clusters.
   *
   * @param before the points by the cluster they were in when {@code sums} was right
   * @param after the points by the cluster they are in
   * @param was the cluster each point was in, -1 for none
   * @param is the cluster each point is in
   * @param sums in and out: the sum of the points of each cluster, dim values each
   * @param stride how far a centroid moves, as a multiple of its way to the mean
   */
  static void update(
      SamplePoints points,
      Clusters before,
      Clusters after,
      int[] was,
      int[] is,
      double[] sums,
      double stride,
      Centroids centroids,
      BuildContext context) {
    move(points, before, after, was, is, sums, stride, centroids, context);
    splitForEmpty(after, centroids);
  }

  /** The same, but empty clusters stay where they are. */
  static void move(
      SamplePoints points,
      Clusters before,
      Clusters after,
      int[] was,
      int[] is,
      double[] sums,
      double stride,
      Centroids centroids,
      BuildContext context) {
    Summer[] summers = new Summer[Math.max(1, context.threads())];
    Parallel.run(
        context.threads(),
        context.executor(),
        centroids.count(),
        context.cancellation(),
        (cluster, thread) -> {
          if (summers[thread] == null) {
            summers[thread] = new Summer(points, context);
          }
          summers[thread].update(cluster, before, after, was, is, sums);
          if (after.size(cluster) > 0) {
            write(sums, after.size(cluster), stride, centroids, cluster);
          }
        });
  }

  /** Moves each centroid to the mean of the points that are assigned to it. */
  static void update(
      SamplePoints points, int[] assignment, Centroids centroids, BuildContext context) {
    int[] nowhere = new int[assignment.length];
    Arrays.fill(nowhere, -1);
    update(
        points,
        Clusters.none(centroids.count()),
        Clusters.of(assignment, centroids.count()),
        nowhere,
        assignment,
        new double[centroids.values().length],
        1,
        centroids,
        context);
  }

  private static void write(
      double[] sums, int size, double stride, Centroids centroids, int cluster) {
    int dim = centroids.dim();
    int start = cluster * dim;
    double length = size;
    if (centroids.spherical()) {
      double squared = 0;
      for (int d = 0; d < dim; d++) {
        squared += sums[start + d] * sums[start + d];
      }
      length = Math.sqrt(squared);
    }
    if (length == 0) {
      return; // the points cancel out: the old direction is as good as any
    }
    float[] values = centroids.values();
    for (int d = 0; d < dim; d++) {
      double mean = sums[start + d] / length;
      values[start + d] = (float) (values[start + d] + stride * (mean - values[start + d]));
    }
    if (stride != 1 && centroids.spherical()) {
      RowLayout.normalise(values, start, dim);
    }
  }

  private static void splitForEmpty(Clusters clusters, Centroids centroids) {
    int[] sizes = new int[centroids.count()];
    Arrays.setAll(sizes, clusters::size);
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
