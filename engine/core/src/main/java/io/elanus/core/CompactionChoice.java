package io.elanus.core;

import io.elanus.store.SegmentState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Chooses which neighbouring segments become one. */
final class CompactionChoice {
  /** One part in so many that a segment has lost. */
  private static final long LOST = 5;

  /** Segments that are merged by themselves. */
  private static final int FEWEST = 4;

  private CompactionChoice() {}

  /**
   * The first run of segments that would be fewer, or lose deleted rows, as one; empty where all is
   * as small as it can be.
   *
   * @param segmentRows that a segment may have
   */
  static Optional<List<SegmentState>> whole(List<SegmentState> segments, int segmentRows) {
    List<SegmentState> run = new ArrayList<>();
    long rows = 0;
    for (SegmentState segment : segments) {
      boolean fits = segment.stored().sealed() && rows + segment.liveRows() <= segmentRows;
      if (!fits && isWorthIt(run)) {
        return Optional.of(run);
      }
      if (!fits) {
        run.clear();
        rows = 0;
      }
      if (segment.stored().sealed()) {
        run.add(segment);
        rows += segment.liveRows();
      }
    }
    return isWorthIt(run) ? Optional.of(run) : Optional.empty();
  }

  /**
   * Segments whose rewriting pays by itself: one that has lost a fifth of its rows, else neighbours
   * of which none holds more than half of all rows. So a row is rewritten no more often than the
   * logarithm of the number of rows, and as many segments are left. Empty where nothing pays.
   */
  static Optional<List<SegmentState>> worthwhile(List<SegmentState> segments, int segmentRows) {
    for (SegmentState segment : segments) {
      if (segment.stored().sealed() && segment.deletions().count() * LOST >= segment.rows()) {
        return Optional.of(List.of(segment));
      }
    }
    // The longest run that ends with the newest sealed segment and pays.
    Optional<List<SegmentState>> chosen = Optional.empty();
    List<SegmentState> run = new ArrayList<>();
    long rows = 0;
    long most = 0;
    for (SegmentState segment : segments.reversed()) {
      if (!segment.stored().sealed() && run.isEmpty()) {
        continue;
      }
      rows += segment.liveRows();
      if (!segment.stored().sealed() || rows > segmentRows) {
        break;
      }
      run.addFirst(segment);
      most = Math.max(most, segment.liveRows());
      if (run.size() >= FEWEST && 2 * most <= rows) {
        chosen = Optional.of(List.copyOf(run));
      }
    }
    return chosen;
  }

  private static boolean isWorthIt(List<SegmentState> run) {
    return run.size() > 1 || (run.size() == 1 && run.getFirst().deletions().count() > 0);
  }
}
