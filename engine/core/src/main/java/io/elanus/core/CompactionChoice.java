package io.elanus.core;

import io.elanus.store.SegmentState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Chooses which neighbouring segments become one. */
final class CompactionChoice {
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

  private static boolean isWorthIt(List<SegmentState> run) {
    return run.size() > 1 || (run.size() == 1 && run.getFirst().deletions().count() > 0);
  }
}
