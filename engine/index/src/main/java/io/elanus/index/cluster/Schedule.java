package io.elanus.index.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The iterations of a k-means whose sample grows: the first see every eighth point, the next ones
 * every second and only the last ones all; see {@link Training}.
 */
public final class Schedule {
  /** Centroids a point meets once it has settled. */
  public static final int NEIGHBOURS = 128;

  /** The first iterations see one point of so many. */
  private static final int COARSE_STEP = 8;

  /** With fewer points per centroid the first iterations would mislead. */
  private static final int COARSE_POINTS = 16;

  private Schedule() {}

  /** Which points meet which centroids. */
  public enum Meeting {
    ALL,
    /** Those that are new meet all. */
    NEW,
    /** All meet only those near the one that they belong to. */
    NEAR
  }

  /**
   * One iteration.
   *
   * @param every of so many points of the sample it sees one
   */
  public record Step(Meeting meeting, int every) {}

  /** The iterations for so many points and clusters. */
  public static List<Step> of(int points, int clusters) {
    List<Step> steps = new ArrayList<>();
    if (points / COARSE_STEP < (long) clusters * COARSE_POINTS) {
      add(steps, 2, Meeting.ALL, 1);
      add(steps, 12, Meeting.NEAR, 1);
      return steps;
    }
    add(steps, 3, Meeting.ALL, COARSE_STEP);
    add(steps, 2, Meeting.NEAR, COARSE_STEP);
    add(steps, 1, Meeting.NEW, 2);
    add(steps, 4, Meeting.NEAR, 2);
    add(steps, 1, Meeting.NEW, 1);
    add(steps, 4, Meeting.NEAR, 1);
    return steps;
  }

  private static void add(List<Step> steps, int times, Meeting meeting, int every) {
    steps.addAll(Collections.nCopies(times, new Step(meeting, every)));
  }
}
