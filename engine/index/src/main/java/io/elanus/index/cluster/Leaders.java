package io.elanus.index.cluster;

import io.elanus.index.BuildContext;
import io.elanus.index.lists.MetricRows;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.PdxKernels;
import io.elanus.kernels.RowLayout;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Finds for each of many points its nearest leaders, roughly: the leaders are centres after one
 * iteration of k-means over a sample. Where there are many, a point meets only those near its
 * guide, see {@link TwoLevelAssigner}, where the guides are some of the leaders.
 */
public final class Leaders {
  /** Points per leader in the sample. */
  private static final int SAMPLE = 24;

  /** Leaders that a point meets, at least. */
  private static final int MET = 192;

  private final SamplePoints points;
  private final Centroids leaders;
  private final int fanout;

  private Leaders(SamplePoints points, Centroids leaders, int fanout) {
    this.points = points;
    this.leaders = leaders;
    this.fanout = fanout;
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
    Leaders search = new Leaders(points, leaders, fanout);
    int met = Math.max(MET, 12 * fanout);
    return count <= 2 * met ? search.amongAll(context) : search.nearGuides(met, context);
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
    long guiding =
        2 * centres + CentroidNeighbours.bytes(leaders, met) + 2 * points * Integer.BYTES;
    return centres + Math.max(moving, leaders <= 2L * met ? 0 : guiding);
  }

  private int[] amongAll(BuildContext context) {
    int[] all = new int[leaders.count()];
    Arrays.setAll(all, i -> i);
    Met met = new Met(all);
    return new TwoLevelAssigner(fanout, context)
        .amongAll(points.count(), () -> new Comparer(guide -> met, met));
  }

  private int[] nearGuides(int met, BuildContext context) {
    int dim = leaders.dim();
    int guideCount = Math.max(16, (int) (2 * Math.sqrt(leaders.count())));
    int[] guides = TwoLevelAssigner.spaced(leaders.count(), guideCount);
    float[] values = new float[Math.multiplyExact(guideCount, dim)];
    for (int i = 0; i < guideCount; i++) {
      System.arraycopy(leaders.values(), guides[i] * dim, values, i * dim, dim);
    }
    int[] guideOf = new int[points.count()];
    new Assigner(points, context)
        .assign(new Centroids(values, guideCount, dim, leaders.spherical()), guideOf);
    int[][] near = CentroidNeighbours.of(leaders, met, context);
    return new TwoLevelAssigner(fanout, context)
        .nearGuides(
            guideOf, guideCount, () -> new Comparer(guide -> new Met(near[guides[guide]]), null));
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

  /** Compares points with leaders laid out in blocks. */
  private final class Comparer implements TwoLevelAssigner.Comparer {
    private final IntFunction<Met> near;
    private final int[] ordinals = new int[PdxKernels.LANES];
    private final float[] rows = new float[PdxKernels.LANES * leaders.dim()];
    private final float[] group = new float[PdxKernels.GROUP * leaders.dim()];
    private final float[] best = new float[fanout];
    private final int[] leader = new int[fanout];
    private float[] distances = new float[0];
    private Met met;

    /**
     * @param near lays out the leaders near a guide
     * @param met those that are met from the start; null for none
     */
    Comparer(IntFunction<Met> near, Met met) {
      this.near = near;
      this.met = met;
    }

    @Override
    public void meet(int guide) {
      met = near.apply(guide);
    }

    @Override
    public void find(int[] order, int from, int to, int[] nearest) {
      int dim = leaders.dim();
      float factor = leaders.spherical() ? -1 : -2;
      int size = met.blockCount * PdxKernels.LANES * PdxKernels.GROUP;
      if (distances.length < size) {
        distances = new float[size];
      }
      for (int first = from; first < to; first += PdxKernels.GROUP) {
        int count = Math.min(PdxKernels.GROUP, to - first);
        points.gather(order, first, count, ordinals, rows);
        for (int r = 0; r < count; r++) {
          RowLayout.toGroup(rows, r * dim, dim, factor, group, 0, r);
        }
        Kernels.best().distances(group, 0, met.blocks, met.bias, met.blockCount, dim, distances);
        for (int r = 0; r < count; r++) {
          choose(r);
          int point = order == null ? first + r : order[first + r];
          System.arraycopy(leader, 0, nearest, point * fanout, fanout);
        }
      }
    }

    private void choose(int r) {
      Arrays.fill(best, Float.POSITIVE_INFINITY);
      // Should no distance be a number, the first leaders serve as well as any.
      System.arraycopy(met.numbers, 0, leader, 0, fanout);
      for (int i = 0; i < met.numbers.length; i++) {
        int block = i / PdxKernels.LANES;
        float distance =
            distances[(block * PdxKernels.GROUP + r) * PdxKernels.LANES + i % PdxKernels.LANES];
        if (distance < best[fanout - 1]) {
          int at = fanout - 1;
          while (at > 0 && best[at - 1] > distance) {
            best[at] = best[at - 1];
            leader[at] = leader[at - 1];
            at--;
          }
          best[at] = distance;
          leader[at] = met.numbers[i];
        }
      }
    }
  }
}
