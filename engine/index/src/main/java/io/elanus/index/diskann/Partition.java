package io.elanus.index.diskann;

import io.elanus.base.Cancellation;
import io.elanus.index.BuildContext;
import java.util.Arrays;

/**
 * Points divided into leaves that overlap: each belongs to the leaves of its nearest leaders, see
 * {@link LeaderSearch}.
 *
 * @param starts where each leaf starts in {@code members}, and its length at the end
 * @param members point numbers, ascending within a leaf
 * @param home the nearest leader of each point; leaders near each other have near numbers. Empty
 *     where a build was taken up again behind the step that needs them
 */
record Partition(int[] starts, int[] members, int[] home) {
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
    LeaderSearch search = new LeaderSearch(space, rows, leaders, context);
    search.train();
    int[] every = new int[rows.length];
    Arrays.setAll(every, i -> i);
    int[] leaves = search.nearest(every, fanout, report ? context : context.silent());
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
    // rows, leaves of each point and members of each leaf, homes; before that groups and their
    // order
    return points * Math.max(2 + 2 * fanout, 4 + fanout) * Integer.BYTES
        + LeaderSearch.bytes(leaders, fanout, dim, threads);
  }
}
