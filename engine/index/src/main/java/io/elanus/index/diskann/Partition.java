package io.elanus.index.diskann;

import io.elanus.base.Cancellation;
import io.elanus.index.BuildContext;
import io.elanus.index.lists.Parallel;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Points divided into leaves that overlap: each belongs to the leaves of its nearest leaders.
 *
 * <p>The leaders themselves form groups. A point finds its nearest group first, then meets only the
 * leaders near that group.
 *
 * @param starts where each leaf starts in {@code members}, and its length at the end
 * @param members point numbers, ascending within a leaf
 * @param home the nearest leader of each point; leaders near each other have near numbers. Empty
 *     where a build was taken up again behind the step that needs them
 */
record Partition(int[] starts, int[] members, int[] home) {
  /** Leaders that a point meets are those of so many average groups. */
  private static final int GROUPS_MET = 8;

  /** Points per leader that move it. */
  private static final int SAMPLE = 16;

  private static final int MOVES = 2;
  private static final int PIECE = 512;
  private static final int FOUR = 4;

  int leaves() {
    return starts.length - 1;
  }

  /**
   * Divides points.
   *
   * @param rows the row of each point
   * @param leaders how many, at most one for each point
   * @param fanout leaves of each point, at most one for each leader
   * @param report whether to advance the present phase by each point
   */
  static Partition of(
      Space space, int[] rows, int leaders, int fanout, boolean report, BuildContext context) {
    LeaderSearch division = new LeaderSearch(space, rows, leaders, context);
    division.train();
    int[] leaves = new int[Math.multiplyExact(rows.length, fanout)];
    division.assign(division.everyPoint(), fanout, leaves, report);
    int[] starts = new int[leaders + 1];
    for (int i = 0; i < leaves.length; i++) {
      if (i % 65_536 == 0) {
        context.cancellation().check();
      }
      starts[leaves[i] + 1]++;
    }
    for (int leaf = 0; leaf < leaders; leaf++) {
      starts[leaf + 1] += starts[leaf];
    }
    int[] next = starts.clone();
    int[] members = new int[leaves.length];
    int[] home = new int[rows.length];
    for (int point = 0; point < rows.length; point++) {
      if (point % 4096 == 0) {
        context.cancellation().check();
      }
      home[point] = leaves[point * fanout];
      for (int i = 0; i < fanout; i++) {
        members[next[leaves[point * fanout + i]]++] = point;
      }
    }
    return new Partition(starts, members, home);
  }

  /**
   * Gives each point another number; the members of a leaf are ascending again.
   *
   * @param numbers the new one of each point
   */
  void renumber(int[] numbers, Cancellation cancellation) {
    for (int leaf = 0; leaf < leaves(); leaf++) {
      cancellation.check();
      for (int i = starts[leaf]; i < starts[leaf + 1]; i++) {
        members[i] = numbers[members[i]];
      }
      Arrays.sort(members, starts[leaf], starts[leaf + 1]);
    }
  }

  /** Heap bytes that the division of so many points takes at most. */
  static long bytes(long points, long leaders, long fanout, long dim, int threads) {
    long met = Math.min(leaders, GROUPS_MET * (long) Math.ceil(Math.sqrt(leaders)));
    // rows, leaves of each point and members of each leaf, homes; before that groups and their
    // order
    return points * Math.max(2 + 2 * fanout, 4 + fanout) * Integer.BYTES
        + leaders * (dim * (Float.BYTES + Double.BYTES) + 16)
        + threads * (PointBlock.bytes(met, dim) + PIECE * (fanout + 1) * 8L);
  }

  /** The work. */
  private static final class LeaderSearch {
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

    private int count() {
      return leaders.length / dim;
    }

    int[] everyPoint() {
      int[] all = new int[rows.length];
      Arrays.setAll(all, i -> i);
      return all;
    }

    void train() {
      group();
      int size = (int) Math.min(rows.length, (long) count() * SAMPLE);
      int[] sample = new int[size];
      Arrays.setAll(sample, i -> (int) ((long) i * rows.length / size));
      int[] nearest = new int[size];
      for (int move = 0; move < MOVES && count() > 1; move++) {
        assign(sample, 1, nearest, false);
        leaders = means(sample, nearest);
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

    /** The memory of one thread. */
    private final class Scratch {
      final PointBlock groupCentres = new PointBlock(dim);
      final PointBlock met = new PointBlock(dim);
      final float[] values = new float[FOUR * dim];
      final int[] some = new int[FOUR];
      final SortedCandidates found;
      int metGroup = -1;

      Scratch(int fanout) {
        found = new SortedCandidates(fanout);
        groupCentres.load(centres, null, groups);
      }

      void take(int[] points, int[] order, int from, int count) {
        for (int i = 0; i < count; i++) {
          some[i] = rows[points[order == null ? from + i : order[from + i]]];
        }
        space.gather(some, 0, count, values, 0);
      }
    }

    /**
     * Finds the nearest leaders of some points.
     *
     * @param leaves receives {@code fanout} leaders for each, nearest first
     */
    void assign(int[] points, int fanout, int[] leaves, boolean report) {
      Scratch[] scratches = new Scratch[Math.max(1, context.threads())];
      int[] groupOf = new int[points.length];
      forPieces(
          points.length,
          (from, to, thread) -> {
            Scratch scratch = scratch(scratches, thread, fanout);
            for (int first = from; first < to; first += FOUR) {
              int some = Math.min(FOUR, to - first);
              scratch.take(points, null, first, some);
              scratch.groupCentres.measure(scratch.values, 0, some);
              for (int r = 0; r < some; r++) {
                groupOf[first + r] = nearest(scratch.groupCentres, r);
              }
            }
          });
      int[] order = sortedBy(groupOf);
      forPieces(
          points.length,
          (from, to, thread) -> {
            Scratch scratch = scratch(scratches, thread, fanout);
            int first = from;
            while (first < to) {
              int group = groupOf[order[first]];
              int some = 1;
              while (some < FOUR && first + some < to && groupOf[order[first + some]] == group) {
                some++;
              }
              if (scratch.metGroup != group) {
                scratch.met.load(leaders, near[group], near[group].length);
                scratch.metGroup = group;
              }
              scratch.take(points, order, first, some);
              scratch.met.measure(scratch.values, 0, some);
              for (int r = 0; r < some; r++) {
                keep(scratch, r, near[group], leaves, order[first + r] * fanout, fanout);
              }
              first += some;
            }
            if (report) {
              context.listener().advance(to - from);
            }
          });
    }

    private void keep(Scratch scratch, int r, int[] numbers, int[] leaves, int at, int fanout) {
      SortedCandidates found = scratch.found;
      found.clear(fanout);
      for (int i = 0; i < numbers.length; i++) {
        found.offer(scratch.met.distance(r, i), numbers[i]);
      }
      for (int i = 0; i < fanout; i++) {
        leaves[at + i] = found.number(i);
      }
    }

    private Scratch scratch(Scratch[] scratches, int thread, int fanout) {
      if (scratches[thread] == null) {
        scratches[thread] = new Scratch(fanout);
      }
      return scratches[thread];
    }

    private int[] sortedBy(int[] groupOf) {
      int[] next = new int[groups + 1];
      for (int group : groupOf) {
        next[group + 1]++;
      }
      for (int group = 0; group < groups; group++) {
        next[group + 1] += next[group];
      }
      int[] order = new int[groupOf.length];
      for (int i = 0; i < groupOf.length; i++) {
        order[next[groupOf[i]]++] = i;
      }
      return order;
    }

    /** Work on points [from, to). */
    @FunctionalInterface
    private interface Piece {
      void run(int from, int to, int thread);
    }

    private void forPieces(int count, Piece piece) {
      Parallel.run(
          context.threads(),
          context.executor(),
          (count + PIECE - 1) / PIECE,
          context.cancellation(),
          (item, thread) -> piece.run(item * PIECE, Math.min(count, (item + 1) * PIECE), thread));
    }
  }
}
