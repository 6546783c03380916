package io.elanus.index.diskann;

import io.elanus.api.index.MetricType;
import io.elanus.index.BuildContext;
import io.elanus.index.IndexShape;
import io.elanus.index.SectionSource;
import io.elanus.index.lists.PdxLists;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Section {@code starts}: int nodes that every search starts from. For IP those of rows that are
 * much longer than most: they have the largest products with most queries, few links lead to them,
 * and their codes are coarse. None for other metrics.
 */
final class Starts {
  private static final int MOST = 128;
  private static final int BATCH = 256;

  /** How many times the mean length makes a row much longer than most. */
  private static final double MUCH = 1.5;

  private Starts() {}

  /**
   * @param rows the row of each node
   */
  static int[] of(Space space, int[] rows, BuildContext context) {
    if (space.metric() != MetricType.IP) {
      return new int[0];
    }
    SortedCandidates longest = new SortedCandidates(Math.min(MOST, rows.length));
    float[] middle = space.middle();
    float[] points = new float[BATCH * space.dim()];
    double lengths = 0;
    for (int from = 0; from < rows.length; from += BATCH) {
      context.cancellation().check();
      int count = Math.min(BATCH, rows.length - from);
      space.gather(rows, from, count, points, 0);
      for (int i = 0; i < count; i++) {
        float length = length(points, i * space.dim(), middle);
        lengths += length;
        longest.offer(-length, from + i);
      }
    }
    double least = MUCH * lengths / rows.length;
    return IntStream.range(0, longest.size())
        .filter(i -> -longest.distance(i) > least)
        .map(longest::number)
        .sorted()
        .toArray();
  }

  /** Of a row, without the value that IP adds to it. */
  private static float length(float[] points, int start, float[] middle) {
    double sum = 0;
    for (int d = 0; d < middle.length - 1; d++) {
      double value = (double) points[start + d] + middle[d];
      sum += value * value;
    }
    return (float) Math.sqrt(sum);
  }

  /** Bytes of the section at most. */
  static long bytes(IndexShape shape) {
    int count = shape.metric() == MetricType.IP ? Math.min(MOST, shape.rows()) : 0;
    return (long) count * Integer.BYTES;
  }

  /**
   * Opens those of an index of so many nodes, in ascending order.
   *
   * @throws io.elanus.base.ElanusException DAMAGED_DATA where one is no node
   */
  static int[] open(SectionSource sections, int nodes) {
    MemorySegment section = sections.section("starts");
    long count = section.byteSize() / Integer.BYTES;
    if (count * Integer.BYTES != section.byteSize() || count > Math.min(MOST, nodes)) {
      throw JVectorLinks.damaged(
          "searches must start from at most %d nodes, got %d bytes"
              .formatted(Math.min(MOST, nodes), section.byteSize()));
    }
    int[] starts = section.toArray(PdxLists.INT);
    Arrays.sort(starts);
    for (int node : starts) {
      if (node < 0 || node >= nodes) {
        throw JVectorLinks.damaged("a start must be below %d, got %d".formatted(nodes, node));
      }
    }
    return starts;
  }
}
