package io.elanus.index.graph;

import io.elanus.index.BuildContext;
import io.elanus.index.cluster.Clusters;
import io.elanus.index.lists.Parallel;
import io.elanus.kernels.BitKernels;
import io.elanus.kernels.TopK;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/**
 * Finds for each of many binary vectors its nearest leaders, which are some of the vectors. Where
 * there are too many leaders to meet all of them, a point meets only those near the guide that it
 * is nearest to, where the guides are some of the leaders.
 */
final class BitLeaders {
  /** So many leaders are all met. */
  private static final int FEW = 1 << 13;

  /** Leaders near a guide. */
  private static final int MET = 1024;

  private static final int STEP = 256;

  private final BitGraphRows rows;
  private final int[] ordinals;
  private final int fanout;
  private final BuildContext context;
  private final int few;
  private final int met;

  /**
   * @param ordinals the row of each point; null where all rows are points
   * @param fanout how many leaders to find for each point
   */
  BitLeaders(BitGraphRows rows, int[] ordinals, int fanout, BuildContext context) {
    this(rows, ordinals, fanout, context, FEW, MET);
  }

  /**
   * @param few so many leaders are all met
   * @param met leaders near a guide
   */
  BitLeaders(
      BitGraphRows rows, int[] ordinals, int fanout, BuildContext context, int few, int met) {
    this.rows = rows;
    this.ordinals = ordinals;
    this.fanout = fanout;
    this.context = context;
    this.few = few;
    this.met = Math.max(met, fanout);
  }

  private int points() {
    return ordinals == null ? rows.count() : ordinals.length;
  }

  private int row(int point) {
    return ordinals == null ? point : ordinals[point];
  }

  /**
   * Chooses leaders and returns the nearest of each point, the nearest first.
   *
   * @param count how many leaders, at least the fanout and at most one for each point
   */
  int[] nearest(int count) {
    int[] leaders = new int[count];
    SplittableRandom random = new SplittableRandom(context.seed());
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) i * points() / count);
      int to = (int) ((i + 1L) * points() / count);
      leaders[i] = row(from + random.nextInt(to - from));
    }
    int[] nearest = new int[Math.multiplyExact(points(), fanout)];
    if (count <= few || count <= met) {
      find(this::row, points(), BitChunk.of(rows.rows(), leaders), null, fanout, nearest);
    } else {
      findNearGuides(leaders, nearest);
    }
    return nearest;
  }

  private void findNearGuides(int[] leaders, int[] nearest) {
    int guideCount = (int) (2 * Math.sqrt(leaders.length));
    int[] guides = new int[guideCount];
    Arrays.setAll(guides, i -> leaders[(int) ((long) i * leaders.length / guideCount)]);
    int[] guideOf = new int[points()];
    find(this::row, points(), BitChunk.of(rows.rows(), guides), null, 1, guideOf);
    int[] near = new int[Math.multiplyExact(guideCount, met)];
    List<BitChunk> all = BitChunk.of(rows.rows(), leaders);
    find(guide -> guides[guide], guideCount, all, null, met, near);
    Clusters clusters = Clusters.of(guideOf, guideCount);
    for (int guide = 0; guide < guideCount; guide++) {
      int from = clusters.starts()[guide];
      int count = clusters.starts()[guide + 1] - from;
      int[] some = Arrays.copyOfRange(near, guide * met, (guide + 1) * met);
      int[] found = new int[count * fanout];
      int[] someRows = Arrays.stream(some).map(leader -> leaders[leader]).toArray();
      find(
          i -> row(clusters.order()[from + i]),
          count,
          BitChunk.of(rows.rows(), someRows),
          some,
          fanout,
          found);
      for (int i = 0; i < count; i++) {
        System.arraycopy(found, i * fanout, nearest, clusters.order()[from + i] * fanout, fanout);
      }
    }
  }

  /**
   * Compares points with all vectors of some chunks.
   *
   * @param names what to call each of these vectors; null for their numbers
   * @param found receives the nearest of each point
   */
  private void find(
      IntUnaryOperator rowOf,
      int points,
      List<BitChunk> chunks,
      int[] names,
      int kept,
      int[] found) {
    BitNearest[] searches = new BitNearest[Math.max(1, context.threads())];
    Parallel.run(
        context.threads(),
        context.executor(),
        (points + STEP - 1) / STEP,
        context.cancellation(),
        (item, thread) -> {
          if (searches[thread] == null) {
            searches[thread] = new BitNearest(rows.rows(), rows.metric(), kept);
          }
          BitNearest search = searches[thread];
          int end = Math.min(points, (item + 1) * STEP);
          for (int from = item * STEP; from < end; from += BitKernels.GROUP) {
            context.cancellation().check();
            int count = Math.min(BitKernels.GROUP, end - from);
            for (int r = 0; r < count; r++) {
              search.set(r, rowOf.applyAsInt(from + r));
            }
            search.run(chunks, count, -1);
            for (int r = 0; r < count; r++) {
              long[] keys = search.found(r);
              for (int i = 0; i < kept; i++) {
                int number = TopK.row(keys[i]);
                found[(from + r) * kept + i] = names == null ? number : names[number];
              }
            }
          }
        });
  }
}
