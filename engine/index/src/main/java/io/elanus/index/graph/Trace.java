package io.elanus.index.graph;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What a walk knew before each of its expansions. */
final class Trace {
  /** Heap bytes of what a trace remembers during its walk only, as a rule. */
  static final long MEETING_BYTES = 4L * Integer.BYTES << 14;

  private final double zero;
  private int steps;
  private int[] places = new int[1 << 11];
  // For each rank the greatest quotient so far of the distance that is expanded and that of the
  // rank.
  private final float[][] quotients = new float[ReachTable.RANKS.length][1 << 11];
  private int seen;
  private int[] nodes = new int[1 << 14];
  private int[] found = new int[1 << 14];
  // For each rank the steps before which the nodes up to it were found, ascending.
  private final int[][] findings = new int[ReachTable.RANKS.length][];

  /**
   * @param zero the distance, as the walk's scorer has it, that stands for none at all
   */
  Trace(double zero) {
    this.zero = zero;
  }

  /** Heap bytes of one that a walk which keeps so many nodes has ended. */
  static long bytes(long capacity) {
    int ranks = ReachTable.RANKS[ReachTable.RANKS.length - 1] * ReachTable.RANKS.length;
    return capacity * (Integer.BYTES + ReachTable.RANKS.length * Float.BYTES)
        + (long) ranks * Integer.BYTES;
  }

  /** Told of a node when the walk meets it. */
  void meet(int node) {
    if (seen == nodes.length) {
      nodes = Arrays.copyOf(nodes, 2 * seen);
      found = Arrays.copyOf(found, 2 * seen);
    }
    nodes[seen] = node;
    found[seen++] = steps;
  }

  /** Told before a node is expanded, which is the one that the pool last gave. */
  void expand(Pool pool, int place) {
    if (steps == places.length) {
      places = Arrays.copyOf(places, 2 * steps);
      for (int rank = 0; rank < quotients.length; rank++) {
        quotients[rank] = Arrays.copyOf(quotients[rank], 2 * steps);
      }
    }
    places[steps] = steps == 0 ? place : Math.max(places[steps - 1], place);
    double distance = Math.max(0, pool.distance(place) - zero);
    for (int rank = 0; rank < quotients.length; rank++) {
      float quotient = steps == 0 ? 0 : quotients[rank][steps - 1];
      int last = ReachTable.RANKS[rank] - 1;
      if (place > last) {
        double at = Math.max(0, pool.distance(last) - zero);
        quotient = Math.max(quotient, at == 0 ? Float.MAX_VALUE : (float) (distance / at));
      }
      quotients[rank][steps] = quotient;
    }
    steps++;
  }

  /** Told when the walk has ended; what it met is forgotten. */
  void end(Pool pool) {
    Map<Integer, Integer> known = new HashMap<>();
    int most = Math.min(pool.size(), ReachTable.RANKS[ReachTable.RANKS.length - 1]);
    for (int i = 0; i < most; i++) {
      known.put(pool.node(i), 0);
    }
    for (int i = 0; i < seen; i++) {
      int step = found[i];
      known.computeIfPresent(nodes[i], (node, none) -> step);
    }
    for (int rank = 0; rank < findings.length; rank++) {
      int count = Math.min(most, ReachTable.RANKS[rank]);
      findings[rank] = new int[count];
      for (int i = 0; i < count; i++) {
        findings[rank][i] = known.get(pool.node(i));
      }
      Arrays.sort(findings[rank]);
    }
    nodes = null;
    found = null;
    places = Arrays.copyOf(places, steps);
    for (int rank = 0; rank < quotients.length; rank++) {
      quotients[rank] = Arrays.copyOf(quotients[rank], steps);
    }
  }

  /** How many of the neighbours up to a rank are known to a walk of this reach at its end. */
  int found(int rank, int capacity, double slope) {
    int end = Math.min(first(places, capacity), first(quotients[rank], (float) slope));
    int count = Arrays.binarySearch(findings[rank], end + 1);
    if (count < 0) {
      return -count - 1;
    }
    while (count > 0 && findings[rank][count - 1] == end + 1) {
      count--;
    }
    return count;
  }

  /** The first step whose place is not below the capacity; all steps where there is none. */
  private int first(int[] values, int capacity) {
    int low = 0;
    int high = steps;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (values[middle] < capacity) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The first step whose quotient is above the slope; all steps where there is none. */
  private int first(float[] values, float slope) {
    int low = 0;
    int high = steps;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (values[middle] <= slope) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
