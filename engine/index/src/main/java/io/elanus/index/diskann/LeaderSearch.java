package io.elanus.index.diskann;

import io.elanus.index.BuildContext;
import io.elanus.index.cluster.TwoLevelAssigner;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Leaders of points, and the nearest of them for each point.
 *
 * <p>The leaders themselves form groups, which are the guides of a {@link TwoLevelAssigner}: a
 * point finds its nearest group first, then meets only the leaders near that group. They are
 * numbered group by group. {@link io.elanus.index.cluster.Leaders} does the same for vectors as
 * they are; here points are those of a {@link Space}, whose distances must keep their digits, see
 * {@link PointBlock}.
 */
final class LeaderSearch {
  /** Leaders that a point meets are those of so many average groups. */
  private static final int GROUPS_MET = 8;

  /** Points per leader that move it. */
  private static final int SAMPLE = 16;

  private static final int MOVES = 2;
  private static final int PIECE = 512;
  private static final int FOUR = 4;

  private final Space space;
  private final int[] rows;
  private final int dim;
  private final BuildContext context;
  private final int groups;
  private float[] leaders;
  private float[] centres;
  private int[][] near;

  LeaderSearch(Space space, int[] rows, int count, BuildContext context) {
    this.space = space;
    this.rows = rows;
    this.dim = space.dim();
    this.context = context;
    this.leaders = new float[count * dim];
    this.groups = (int) Math.ceil(Math.sqrt(count));
    SplittableRandom random = new SplittableRandom(context.seed() ^ rows.length);
    int[] chosen = new int[count];
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) i * rows.length / count);
      int to = (int) ((i + 1L) * rows.length / count);
      chosen[i] = rows[from + random.nextInt(to - from)];
    }
    for (int i = 0; i < count; i += PIECE) {
      context.cancellation().check();
      space.gather(chosen, i, Math.min(PIECE, count - i), leaders, i * dim);
    }
  }

  /** Heap bytes of so many leaders and of finding the nearest of them for points. */
  static long bytes(long leaders, long fanout, long dim, int threads) {
    long met = Math.min(leaders, GROUPS_MET * (long) Math.ceil(Math.sqrt(leaders)));
    return leaders * (dim * (Float.BYTES + Double.BYTES) + 16)
        + threads * (PointBlock.bytes(met, dim) + FOUR * (dim + 4) * 4L + fanout * 8);
  }

  private int count() {
    return leaders.length / dim;
  }

  void train() {
    group();
    int size = (int) Math.min(rows.length, (long) count() * SAMPLE);
    int[] sample = new int[size];
    Arrays.setAll(sample, i -> (int) ((long) i * rows.length / size));
    for (int move = 0; move < MOVES && count() > 1; move++) {
      leaders = means(sample, nearest(sample, 1, context.silent()));
      order();
    }
  }

  /** Forms groups of leaders and numbers the leaders group by group. */
  private void group() {
    centres = new float[groups * dim];
    for (int i = 0; i < groups; i++) {
      int leader = (int) ((long) i * count() / groups);
      System.arraycopy(leaders, leader * dim, centres, i * dim, dim);
    }
    int[] nearest = nearestGroups();
    for (int move = 0; move < MOVES; move++) {
      double[] sums = new double[groups * dim];
      int[] sizes = new int[groups];
      for (int i = 0; i < nearest.length; i++) {
        add(leaders, i, sums, nearest[i], sizes);
      }
      divide(sums, sizes, centres);
      nearest = nearestGroups();
    }
    order();
  }

  private void order() {
    int[] nearest = nearestGroups();
    long[] keys = new long[nearest.length];
    Arrays.setAll(keys, i -> (long) nearest[i] << 32 | i);
    Arrays.sort(keys);
    float[] ordered = new float[leaders.length];
    for (int i = 0; i < keys.length; i++) {
      System.arraycopy(leaders, (int) keys[i] * dim, ordered, i * dim, dim);
    }
    leaders = ordered;
    near = new int[groups][];
    int met = (int) Math.min(count(), GROUPS_MET * (long) groups);
    PointBlock all = new PointBlock(dim);
    SortedCandidates found = new SortedCandidates(met);
    all.load(leaders, null, count());
    for (int group = 0; group < groups; group++) {
      context.cancellation().check();
      all.measure(centres, group * dim, 1);
      found.clear(met);
      for (int i = 0; i < count(); i++) {
        found.offer(all.distance(0, i), i);
      }
      near[group] = numbers(found);
    }
  }

  private static int[] numbers(SortedCandidates found) {
    int[] numbers = new int[found.size()];
    Arrays.setAll(numbers, found::number);
    Arrays.sort(numbers);
    return numbers;
  }

  private int[] nearestGroups() {
    PointBlock all = new PointBlock(dim);
    all.load(centres, null, groups);
    int[] nearest = new int[count()];
    for (int from = 0; from < nearest.length; from += FOUR) {
      context.cancellation().check();
      int some = Math.min(FOUR, nearest.length - from);
      all.measure(leaders, from * dim, some);
      for (int r = 0; r < some; r++) {
        nearest[from + r] = nearest(all, r);
      }
    }
    return nearest;
  }

  private static int nearest(PointBlock points, int r) {
    int nearest = 0;
    float least = points.distance(r, 0);
    for (int i = 1; i < points.count(); i++) {
      float distance = points.distance(r, i);
      if (distance < least) {
        least = distance;
        nearest = i;
      }
    }
    return nearest;
  }

  private float[] means(int[] sample, int[] nearest) {
    double[] sums = new double[leaders.length];
    int[] sizes = new int[count()];
    int[] some = new int[PIECE];
    float[] values = new float[PIECE * dim];
    for (int from = 0; from < sample.length; from += PIECE) {
      context.cancellation().check();
      int count = Math.min(PIECE, sample.length - from);
      for (int i = 0; i < count; i++) {
        some[i] = rows[sample[from + i]];
      }
      space.gather(some, 0, count, values, 0);
      for (int i = 0; i < count; i++) {
        add(values, i, sums, nearest[from + i], sizes);
      }
    }
    float[] moved = leaders.clone();
    divide(sums, sizes, moved);
    return moved;
  }

  private void add(float[] values, int from, double[] sums, int to, int[] sizes) {
    sizes[to]++;
    for (int d = 0; d < dim; d++) {
      sums[to * dim + d] += values[from * dim + d];
    }
  }

  private void divide(double[] sums, int[] sizes, float[] target) {
    for (int i = 0; i < sizes.length; i++) {
      for (int d = 0; d < dim && sizes[i] > 0; d++) {
        target[i * dim + d] = (float) (sums[i * dim + d] / sizes[i]);
      }
    }
  }

  /**
   * Finds the nearest leaders of some points.
   *
   * @return {@code fanout} leaders for each, the nearest first
   */
  int[] nearest(int[] points, int fanout, BuildContext told) {
    int[] groupOf =
        new TwoLevelAssigner(1, context.silent())
            .amongAll(points.length, () -> new Comparer(points, 1).with(centres, groups));
    return new TwoLevelAssigner(fanout, told)
        .nearGuides(groupOf, groups, () -> new Comparer(points, fanout));
  }

  /** Compares points with group centres, or with the leaders near a group. */
  private final class Comparer implements TwoLevelAssigner.Comparer {
    private final int[] points;
    private final int fanout;
    private final PointBlock met = new PointBlock(dim);
    private final float[] values = new float[FOUR * dim];
    private final int[] some = new int[FOUR];
    private final SortedCandidates found;
    private int[] numbers;

    Comparer(int[] points, int fanout) {
      this.points = points;
      this.fanout = fanout;
      this.found = new SortedCandidates(fanout);
    }

    /** Meets the first of some points. */
    Comparer with(float[] others, int count) {
      met.load(others, null, count);
      return this;
    }

    @Override
    public void meet(int group) {
      numbers = near[group];
      met.load(leaders, numbers, numbers.length);
    }

    @Override
    public void find(int[] order, int from, int to, int[] nearest) {
      for (int first = from; first < to; first += FOUR) {
        int count = Math.min(FOUR, to - first);
        for (int i = 0; i < count; i++) {
          some[i] = rows[points[order == null ? first + i : order[first + i]]];
        }
        space.gather(some, 0, count, values, 0);
        met.measure(values, 0, count);
        for (int r = 0; r < count; r++) {
          keep(r, nearest, (order == null ? first + r : order[first + r]) * fanout);
        }
      }
    }

    private void keep(int r, int[] nearest, int at) {
      found.clear(fanout);
      for (int i = 0; i < met.count(); i++) {
        found.offer(met.distance(r, i), numbers == null ? i : numbers[i]);
      }
      for (int i = 0; i < fanout; i++) {
        nearest[at + i] = found.number(i);
      }
    }
  }
}
