package io.elanus.index.graph.search;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What a search knew before each of its expansions; one thread's, for one search after another.
 *
 * <p>A search ends before an expansion whose node is out of its {@link AdaptiveTermination}. So
 * whether a shorter search of the same kind finds a node depends on the furthest node expanded
 * before the one that led there.
 */
public final class Trace {
  private double zero;
  private int steps;
  // Of the nodes expanded so far the greatest place among candidates, and for each rank the
  // greatest
  // quotient of their distance and that of the node at the rank.
  private int[] places = new int[1 << 11];
  private final float[][] quotients = new float[TerminationTable.RANKS.length][1 << 11];
  private int seen;
  private int[] nodes = new int[1 << 14];
  private int[] found = new int[1 << 14];

  /**
   * What it takes to find the neighbours up to a rank.
   *
   * @param places for each of them the greatest place of a node that must be expanded
   * @param quotients and the greatest quotient of its distance and that of the node at the rank
   */
  public record Findings(int[] places, float[] quotients) {
    /** Heap bytes of those of all ranks, about. */
    public static long bytes() {
      return (long) Arrays.stream(TerminationTable.RANKS).sum() * (Integer.BYTES + Float.BYTES)
          + 256;
    }

    /** How many neighbours a search finds that goes so far. */
    public int found(int capacity, double slope) {
      int count = 0;
      for (int i = 0; i < places.length; i++) {
        count += places[i] < capacity && quotients[i] <= slope ? 1 : 0;
      }
      return count;
    }
  }

  /** Heap bytes of one, as a rule. */
  public static long bytes() {
    return (2L * Integer.BYTES << 14)
        + ((long) Integer.BYTES + (long) Float.BYTES * TerminationTable.RANKS.length << 11);
  }

  /**
   * Begins anew.
   *
   * @param newZero the distance, as the search's scorer has it, that stands for none at all
   */
  public void begin(double newZero) {
    zero = newZero;
    steps = 0;
    seen = 0;
  }

  /** Told of a node when the search meets it. */
  void meet(int node) {
    if (seen == nodes.length) {
      nodes = Arrays.copyOf(nodes, 2 * seen);
      found = Arrays.copyOf(found, 2 * seen);
    }
    nodes[seen] = node;
    found[seen++] = steps;
  }

  /** Told before the node at a place of the candidate list is expanded. */
  void expand(CandidateList candidates, int place) {
    if (steps == places.length) {
      places = Arrays.copyOf(places, 2 * steps);
      for (int rank = 0; rank < quotients.length; rank++) {
        quotients[rank] = Arrays.copyOf(quotients[rank], 2 * steps);
      }
    }
    places[steps] = steps == 0 ? place : Math.max(places[steps - 1], place);
    double distance = Math.max(0, candidates.distance(place) - zero);
    for (int rank = 0; rank < quotients.length; rank++) {
      float quotient = steps == 0 ? 0 : quotients[rank][steps - 1];
      int last = TerminationTable.RANKS[rank] - 1;
      if (place > last) {
        double near = Math.max(0, candidates.distance(last) - zero);
        quotient = Math.max(quotient, near == 0 ? Float.MAX_VALUE : (float) (distance / near));
      }
      quotients[rank][steps] = quotient;
    }
    steps++;
  }

  /** What it took to find the nearest candidates at the search's end, for each rank. */
  public Findings[] end(CandidateList candidates) {
    Findings[] findings = new Findings[TerminationTable.RANKS.length];
    int most = Math.min(candidates.size(), TerminationTable.RANKS[findings.length - 1]);
    Map<Integer, Integer> known = new HashMap<>();
    for (int i = 0; i < most; i++) {
      known.put(candidates.node(i), 0);
    }
    for (int i = 0; i < seen; i++) {
      int step = found[i];
      known.computeIfPresent(nodes[i], (node, none) -> step);
    }
    for (int rank = 0; rank < findings.length; rank++) {
      int count = Math.min(most, TerminationTable.RANKS[rank]);
      findings[rank] = new Findings(new int[count], new float[count]);
      for (int i = 0; i < count; i++) {
        int step = known.get(candidates.node(i));
        findings[rank].places[i] = step == 0 ? -1 : places[step - 1];
        findings[rank].quotients[i] = step == 0 ? 0 : quotients[rank][step - 1];
      }
    }
    return findings;
  }
}
