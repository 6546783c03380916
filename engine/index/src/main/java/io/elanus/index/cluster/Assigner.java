package io.elanus.index.cluster;

import io.elanus.index.BuildContext;
import io.elanus.index.lists.Parallel;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.PdxKernels;
import io.elanus.kernels.RowLayout;
import java.util.Arrays;

/**
 * Finds the nearest centroid of points: among all, or among the neighbours of the centroid they had
 * before.
 */
public final class Assigner {
  /**
   * Floats of points or centroids that one call of the kernel goes over: they stay in a core's
   * second cache.
   */
  private static final int CHUNK = 1 << 15;

  private final SamplePoints points;
  private final BuildContext context;
  private final PdxKernels kernels = Kernels.best();
  private final int dim;
  private final int chunkBlocks;
  private final Scratch[] scratches;

  public Assigner(SamplePoints points, BuildContext context) {
    this.points = points;
    this.context = context;
    this.dim = points.rows().dim();
    this.chunkBlocks = chunkBlocks(dim);
    this.scratches = new Scratch[Math.max(1, context.threads())];
  }

  /**
   * Heap bytes of all threads.
   *
   * @param met centroids that a point meets where it does not meet all
   */
  static long bytes(int dim, int met, int threads) {
    long points = (long) chunkBlocks(dim) * PdxKernels.LANES;
    return threads
        * ((PdxKernels.LANES + points) * dim + 2 * points + met * (dim + 1L))
        * Float.BYTES;
  }

  private static int chunkBlocks(int dim) {
    return Math.clamp(CHUNK / ((long) dim * PdxKernels.LANES), 1, 64);
  }

  /** The memory of one thread. */
  private static final class Scratch {
    final float[] rows;
    final int[] ordinals = new int[PdxKernels.LANES];
    final float[] blocks;
    final float[] distance;
    final float[] index;
    Centroids.Packed candidates;

    Scratch(int dim, int blockCount) {
      rows = new float[dim * PdxKernels.LANES];
      blocks = new float[blockCount * dim * PdxKernels.LANES];
      distance = new float[blockCount * PdxKernels.LANES];
      index = new float[blockCount * PdxKernels.LANES];
    }
  }

  /**
   * Compares every point with every centroid.
   *
   * @param assignment receives the centroid of each point
   * @return the sum of distances, less the points' own squared norms
   */
  public double assign(Centroids centroids, int[] assignment) {
    Centroids.Packed packed = centroids.pack();
    int size = chunkBlocks * PdxKernels.LANES;
    int chunks = (points.count() + size - 1) / size;
    double[] sums = new double[chunks];
    Parallel.run(
        context.threads(),
        context.executor(),
        chunks,
        context.cancellation(),
        (chunk, thread) -> {
          Scratch scratch = scratch(thread);
          int from = chunk * size;
          int count = Math.min(size, points.count() - from);
          load(null, from, count, scratch);
          nearest(scratch, count, packed);
          double sum = 0;
          for (int i = 0; i < count; i++) {
            assignment[from + i] = (int) scratch.index[i];
            sum += scratch.distance[i];
          }
          sums[chunk] = sum;
          context.listener().advance(count);
        });
    return sum(sums);
  }

  /**
   * Compares every point with the neighbours of the centroid it belongs to.
   *
   * @param clusters the points by their present centroid
   * @param neighbours of each centroid, ascending, itself included
   * @param assignment receives the centroid of each point
   * @return the sum of distances, less the points' own squared norms
   */
  public double assignNear(
      Centroids centroids, Clusters clusters, int[][] neighbours, int[] assignment) {
    double[] sums = new double[centroids.count()];
    int size = chunkBlocks * PdxKernels.LANES;
    Parallel.run(
        context.threads(),
        context.executor(),
        centroids.count(),
        context.cancellation(),
        (cluster, thread) -> {
          if (clusters.size(cluster) == 0) {
            return;
          }
          Scratch scratch = scratch(thread);
          int[] near = neighbours[cluster];
          Centroids.Packed packed = centroids.pack(near, near.length, candidates(scratch, near));
          double sum = 0;
          int end = clusters.starts()[cluster + 1];
          for (int from = clusters.starts()[cluster]; from < end; from += size) {
            int count = Math.min(size, end - from);
            load(clusters.order(), from, count, scratch);
            nearest(scratch, count, packed);
            for (int i = 0; i < count; i++) {
              assignment[clusters.order()[from + i]] = near[(int) scratch.index[i]];
              sum += scratch.distance[i];
            }
            context.listener().advance(count);
          }
          sums[cluster] = sum;
        });
    return sum(sums);
  }

  private Centroids.Packed candidates(Scratch scratch, int[] near) {
    int padded = (near.length + PdxKernels.GROUP - 1) / PdxKernels.GROUP * PdxKernels.GROUP;
    if (scratch.candidates == null || scratch.candidates.bias().length < padded) {
      scratch.candidates =
          new Centroids.Packed(
              new float[padded * dim], new float[padded], padded / PdxKernels.GROUP);
    }
    return scratch.candidates;
  }

  private Scratch scratch(int thread) {
    if (scratches[thread] == null) {
      scratches[thread] = new Scratch(dim, chunkBlocks);
    }
    return scratches[thread];
  }

  private void load(int[] order, int from, int count, Scratch scratch) {
    for (int i = 0; i < count; i += PdxKernels.LANES) {
      int some = Math.min(PdxKernels.LANES, count - i);
      points.gather(order, from + i, some, scratch.ordinals, scratch.rows);
      RowLayout.toBlock(scratch.rows, 0, some, dim, scratch.blocks, i * dim);
    }
  }

  private void nearest(Scratch scratch, int count, Centroids.Packed packed) {
    int blockCount = (count + PdxKernels.LANES - 1) / PdxKernels.LANES;
    int step = Math.clamp(CHUNK / ((long) dim * PdxKernels.GROUP), 1, 1 << 16);
    Arrays.fill(scratch.distance, Float.POSITIVE_INFINITY);
    Arrays.fill(scratch.index, 0);
    for (int from = 0; from < packed.groupCount(); from += step) {
      context.cancellation().check();
      kernels.nearest(
          scratch.blocks,
          blockCount,
          packed.groups(),
          packed.bias(),
          from,
          Math.min(packed.groupCount(), from + step),
          dim,
          scratch.distance,
          scratch.index);
    }
  }

  /** In the order of pieces, so that threads do not change the bits. */
  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
