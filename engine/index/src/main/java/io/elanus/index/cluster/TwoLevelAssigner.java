package io.elanus.index.cluster;

import io.elanus.index.BuildContext;
import io.elanus.index.lists.Parallel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * Finds for each of many points the nearest of many leaders, roughly: a point belongs to the
 * nearest of a few guides, and meets only the leaders near that guide. What points and leaders are,
 * and how they are compared, is up to a {@link Comparer}.
 *
 * <p>The points of a guide go by one after another in one thread, so that the leaders near it stay
 * in a cache; the result does not depend on the number of threads.
 */
public final class TwoLevelAssigner {
  private static final int STEP = 64;

  private final int fanout;
  private final BuildContext context;

  /** Compares points with some leaders; the memory of one thread. */
  public interface Comparer {
    /** Takes the leaders near a guide in place of those before. */
    void meet(int guide);

    /**
     * Finds the nearest leaders of some points.
     *
     * @param order points {@code order[from]} to {@code order[to - 1]}; null for {@code from} to
     *     {@code to - 1}
     * @param nearest receives, for point {@code p} from {@code p * fanout} on, its nearest leaders,
     *     the nearest first
     */
    void find(int[] order, int from, int to, int[] nearest);
  }

  /**
   * @param fanout leaders to find for each point
   */
  public TwoLevelAssigner(int fanout, BuildContext context) {
    this.fanout = fanout;
    this.context = context;
  }

  /**
   * Compares all points with the leaders that comparers have from the start.
   *
   * @param comparers makes one for each thread
   * @return {@code fanout} leaders for each point, the nearest first
   */
  public int[] amongAll(int points, Supplier<? extends Comparer> comparers) {
    int[] nearest = new int[Math.multiplyExact(points, fanout)];
    List<Comparer> made = none();
    Parallel.ranges(
        context,
        0,
        points,
        STEP,
        (from, to, thread) -> find(of(made, thread, comparers), null, from, to, nearest));
    return nearest;
  }

  /**
   * Compares all points with the leaders near their guides.
   *
   * @param guideOf the guide of each point
   * @param comparers makes one for each thread
   * @return {@code fanout} leaders for each point, the nearest first
   */
  public int[] nearGuides(int[] guideOf, int guides, Supplier<? extends Comparer> comparers) {
    int[] nearest = new int[Math.multiplyExact(guideOf.length, fanout)];
    Clusters clusters = Clusters.of(guideOf, guides);
    List<Comparer> made = none();
    Parallel.run(
        context.threads(),
        context.executor(),
        guides,
        context.cancellation(),
        (guide, thread) -> {
          if (clusters.size(guide) == 0) {
            return;
          }
          Comparer comparer = of(made, thread, comparers);
          comparer.meet(guide);
          int end = clusters.starts()[guide + 1];
          for (int from = clusters.starts()[guide]; from < end; from += STEP) {
            find(comparer, clusters.order(), from, Math.min(end, from + STEP), nearest);
          }
        });
    return nearest;
  }

  private void find(Comparer comparer, int[] order, int from, int to, int[] nearest) {
    context.cancellation().check();
    comparer.find(order, from, to, nearest);
    context.listener().advance(to - from);
  }

  private List<Comparer> none() {
    return new ArrayList<>(Collections.nCopies(Math.max(1, context.threads()), null));
  }

  private static Comparer of(List<Comparer> made, int thread, Supplier<? extends Comparer> makes) {
    if (made.get(thread) == null) {
      made.set(thread, makes.get());
    }
    return made.get(thread);
  }

  /** Every so many-th of some leaders, as guides. */
  public static int[] spaced(int leaders, int guides) {
    int[] spaced = new int[guides];
    Arrays.setAll(spaced, i -> (int) ((long) i * leaders / guides));
    return spaced;
  }
}
