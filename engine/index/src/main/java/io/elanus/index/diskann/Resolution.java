package io.elanus.index.diskann;

import io.elanus.base.Cancellation;
import io.elanus.kernels.TopK;
import java.util.Arrays;

/**
 * Whether codes can tell the near nodes of a node from those that are a little further away: of
 * some nodes that are spread evenly the neighbourhood is ranked by code and exactly. Codes cannot
 * where a few values are so much wider than the others that words and the steps of tables are
 * coarser than what lies between neighbours.
 */
final class Resolution {
  /** Nodes whose neighbourhood is ranked. */
  private static final int SAMPLES = 64;

  /** Nodes of a neighbourhood; nodes near each other have near numbers. */
  private static final int WINDOW = 512;

  /** The nearest so many should be found ... */
  private static final int NEAREST = 10;

  /** ... among so many by code. */
  private static final int KEPT = 64;

  /** A share of neighbours found from which codes steer searches. */
  static final double ENOUGH = 0.9;

  private Resolution() {}

  /** The share of exact neighbours that codes find, from 0 to 1. */
  static double of(AdcTable codes, ExactScorer exact, Space space, int[] rows, Cancellation stop) {
    int count = Math.min(SAMPLES, rows.length);
    int width = Math.min(WINDOW, rows.length);
    float[] point = new float[space.dim()];
    float[] distances = new float[width];
    long[] ranked = new long[width];
    int found = 0;
    int wanted = 0;
    for (int sample = 0; sample < count; sample++) {
      stop.check();
      int node = (int) ((long) sample * rows.length / count);
      int from = Math.clamp(node - width / 2, 0, rows.length - width);
      space.gather(rows, node, 1, point, 0);
      codes.set(point, 0, true);
      exact.set(point, 0, true);
      for (int i = 0; i < width; i++) {
        distances[i] = exact.distance(from + i);
        ranked[i] = TopK.key(codes.distance(from + i), i);
      }
      Arrays.sort(ranked);
      float[] sorted = distances.clone();
      Arrays.sort(sorted);
      int least = Math.min(NEAREST, width);
      int hits = 0;
      for (int i = 0; i < Math.min(KEPT, width); i++) {
        hits += distances[(int) ranked[i]] <= sorted[least - 1] ? 1 : 0;
      }
      found += Math.min(hits, least);
      wanted += least;
    }
    return wanted == 0 ? 1 : (double) found / wanted;
  }
}
