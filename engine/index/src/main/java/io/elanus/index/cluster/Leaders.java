package io.elanus.index.cluster;

import io.elanus.index.BuildContext;
import io.elanus.index.lists.MetricRows;
import io.elanus.index.lists.Parallel;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.PdxKernels;
import io.elanus.kernels.RowLayout;
import java.util.Arrays;

/**
 * Finds for each of many points its nearest leaders, roughly: the leaders are centres after one
 * iteration of k-means over a sample, and a point meets only the leaders near the guide that it is
 * nearest to, where the guides are some of the leaders.
 */
public final class Leaders {
  /** Points per leader in the sample. */
  private static final int SAMPLE = 24;

  /** Leaders that a point meets, at least. */
  private static final int MET = 192;

  private static final int STEP = 64;

  private final SamplePoints points;
  private final Centroids leaders;
  private final int fanout;
  private final BuildContext context;
  private final int[] nearest;

  private Leaders(SamplePoints points, Centroids leaders, int fanout, BuildContext context) {
    this.points = points;
    this.leaders = leaders;
    this.fanout = fanout;
    this.context = context;
    this.nearest = new int[Math.multiplyExact(points.count(), fanout)];
  }

  /**
   * Chooses leaders and finds the nearest of each point.
   *
   * @param ordinals the row of each point, ascending; null where all rows are points
   * @param count how many leaders, at most one for each point
   * @param fanout how many of them to find for each point, at most all
   * @return {@code fanout} leaders for each point, the nearest first
   */
  public static int[] nearest(
      MetricRows rows, int[] ordinals, int count, int fanout, BuildContext context) {
    SamplePoints points = new SamplePoints(rows, ordinals);
    SamplePoints sample = points.some(Math.min(points.count(), count * SAMPLE));
    Centroids leaders = KMeans.first(sample, count, context.seed());
    if (sample.count() > count) {
      int[] assignment = new int[sample.count()];
      new Assigner(sample, context).assign(leaders, assignment);
      CentroidUpdate.update(sample, assignment, leaders, context);
    }
    Leaders search = new Leaders(points, leaders, fanout, context);
    int met = Math.max(MET, 12 * fanout);
    if (count <= 2 * met) {
      search.findAmongAll();
    } else {
      search.findNearGuides(met);
    }
    return search.nearest;
  }

  /**
   * Heap bytes that {@link #nearest} takes besides its result.
   *
   * @param fanout leaders found for each point
   */
  public static long bytes(long points, long leaders, int fanout, int dim) {
    int met = Math.max(MET, 12 * fanout);
    long centres = leaders * dim * Float.BYTES;
    long sample = Math.min(points, leaders * SAMPLE);
    // sums as doubles; rows of the sample, their leaders, none before, by leader
    long moving = 2 * centres + 4 * sample * Integer.BYTES;
    // packed twice, their neighbours; the guide of each point and the points by guide
    long guiding = 2 * centres + Neighbours.bytes(leaders, met) + 2 * points * Integer.BYTES;
    return centres + Math.max(moving, leaders <= 2L * met ? 0 : guiding);
  }

  private void findAmongAll() {
    int[] all = new int[leaders.count()];
    Arrays.setAll(all, i -> i);
    int pieces = (points.count() + STEP - 1) / STEP;
    Met met = new Met(all);
    Scratch[] scratches = new Scratch[Math.max(1, context.threads())];
    Parallel.run(
        context.threads(),
        context.executor(),
        pieces,
        context.cancellation(),
        (piece, thread) -> {
          int from = piece * STEP;
          find(null, from, Math.min(points.count(), from + STEP), met, scratch(scratches, thread));
        });
  }

  private void findNearGuides(int met) {
    int guideCount = Math.max(16, (int) (2 * Math.sqrt(leaders.count())));
    float[] values = new float[Math.multiplyExact(guideCount, leaders.dim())];
    for (int i = 0; i < guideCount; i++) {
      int leader = (int) ((long) i * leaders.count() / guideCount);
      System.arraycopy(
          leaders.values(), leader * leaders.dim(), values, i * leaders.dim(), leaders.dim());
    }
    Centroids guides = new Centroids(values, guideCount, leaders.dim(), leaders.spherical());
    int[] guideOf = new int[points.count()];
    new Assigner(points, context).assign(guides, guideOf);
    Clusters clusters = Clusters.of(guideOf, guideCount);
    int[][] near = Neighbours.of(leaders, met, context);
    Scratch[] scratches = new Scratch[Math.max(1, context.threads())];
    Parallel.run(
        context.threads(),
        context.executor(),
        guideCount,
        context.cancellation(),
        (guide, thread) -> {
          int leader = (int) ((long) guide * leaders.count() / guideCount);
          Met some = new Met(near[leader]);
          int end = clusters.starts()[guide + 1];
          for (int from = clusters.starts()[guide]; from < end; from += STEP) {
            context.cancellation().check();
            int to = Math.min(end, from + STEP);
            find(clusters.order(), from, to, some, scratch(scratches, thread));
          }
        });
  }

  /** Leaders laid out as blocks. */
  private final class Met {
    final int[] numbers;
    final int blockCount;
    final float[] blocks;
    final float[] bias;

    Met(int[] numbers) {
      this.numbers = numbers;
      int dim = leaders.dim();
      blockCount = (numbers.length + PdxKernels.LANES - 1) / PdxKernels.LANES;
      blocks = new float[blockCount * PdxKernels.LANES * dim];
      bias = new float[blockCount * PdxKernels.LANES];
      Arrays.fill(bias, Float.POSITIVE_INFINITY);
      for (int i = 0; i < numbers.length; i++) {
        int block = i / PdxKernels.LANES * PdxKernels.LANES * dim;
        int start = numbers[i] * dim;
        RowLayout.toBlock(leaders.values(), start, dim, blocks, block, i % PdxKernels.LANES);
        bias[i] =
            leaders.spherical() ? 0 : (float) RowLayout.squaredNorm(leaders.values(), start, dim);
      }
    }
  }

  /** The memory of one thread. */
  private static final class Scratch {
    final int[] ordinals = new int[PdxKernels.LANES];
    final float[] rows;
    final float[] group;
    float[] distances = new float[0];
    final float[] best;
    final int[] leader;

    Scratch(int dim, int fanout) {
      rows = new float[PdxKernels.LANES * dim];
      group = new float[PdxKernels.GROUP * dim];
      best = new float[fanout];
      leader = new int[fanout];
    }
  }

  private Scratch scratch(Scratch[] scratches, int thread) {
    if (scratches[thread] == null) {
      scratches[thread] = new Scratch(leaders.dim(), fanout);
    }
    return scratches[thread];
  }

  private void find(int[] order, int from, int to, Met met, Scratch scratch) {
    int dim = leaders.dim();
    float factor = leaders.spherical() ? -1 : -2;
    int size = met.blockCount * PdxKernels.LANES * PdxKernels.GROUP;
    if (scratch.distances.length < size) {
      scratch.distances = new float[size];
    }
    for (int first = from; first < to; first += PdxKernels.GROUP) {
      int count = Math.min(PdxKernels.GROUP, to - first);
      points.gather(order, first, count, scratch.ordinals, scratch.rows);
      for (int r = 0; r < count; r++) {
        RowLayout.toGroup(scratch.rows, r * dim, dim, factor, scratch.group, 0, r);
      }
      Kernels.best()
          .distances(
              scratch.group, 0, met.blocks, met.bias, met.blockCount, dim, scratch.distances);
      for (int r = 0; r < count; r++) {
        choose(met, r, scratch);
        int point = order == null ? first + r : order[first + r];
        System.arraycopy(scratch.leader, 0, nearest, point * fanout, fanout);
      }
    }
  }

  private void choose(Met met, int r, Scratch scratch) {
    float[] best = scratch.best;
    Arrays.fill(best, Float.POSITIVE_INFINITY);
    // Should no distance be a number, the first leaders serve as well as any.
    System.arraycopy(met.numbers, 0, scratch.leader, 0, fanout);
    for (int i = 0; i < met.numbers.length; i++) {
      int block = i / PdxKernels.LANES;
      float distance =
          scratch
              .distances[(block * PdxKernels.GROUP + r) * PdxKernels.LANES + i % PdxKernels.LANES];
      if (distance < best[fanout - 1]) {
        int at = fanout - 1;
        while (at > 0 && best[at - 1] > distance) {
          best[at] = best[at - 1];
          scratch.leader[at] = scratch.leader[at - 1];
          at--;
        }
        best[at] = distance;
        scratch.leader[at] = met.numbers[i];
      }
    }
  }
}
