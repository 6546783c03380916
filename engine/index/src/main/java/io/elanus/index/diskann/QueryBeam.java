package io.elanus.index.diskann;

import io.elanus.base.Cancellation;
import io.elanus.index.graph.search.BeamSearch;
import io.elanus.index.graph.search.CandidateList;
import io.elanus.index.graph.search.Links;
import java.util.Arrays;

/**
 * A {@link BeamSearch} towards a query, by the distances of a {@link QueryScorer}. One thread's;
 * its memory serves one search after another.
 */
final class QueryBeam {
  /** Nodes that are tried as the start. */
  private static final int SPACED = 256;

  private final Links graph;
  private final QueryScorer steering;
  private final int[] starts;
  private final int[] spaced;
  private final float[] distances;
  private final BeamSearch beam;

  /**
   * @param starts nodes that every search starts from, besides one of its own
   */
  QueryBeam(Links graph, int nodes, QueryScorer steering, int[] starts) {
    this.graph = graph;
    this.spaced = spaced(nodes);
    this.distances = new float[spaced.length];
    this.starts = starts;
    this.steering = steering;
    this.beam = new BeamSearch(nodes);
  }

  /** Heap bytes of one that keeps so many nodes. */
  static long bytes(long nodes, long capacity, Parts parts) {
    return nodes + capacity * Long.BYTES + AdcTable.bytes(parts);
  }

  /** A search is for what it is set to. */
  QueryScorer steering() {
    return steering;
  }

  /**
   * Searches on from a node.
   *
   * @param capacity how many of the nearest to keep
   * @return these
   */
  CandidateList run(int start, int capacity, Cancellation cancellation) {
    beam.start(capacity);
    beam.seed(start, steering);
    beam.seed(starts, steering);
    beam.run(graph, steering, cancellation);
    return beam.candidates();
  }

  /**
   * The nearest of some evenly spaced nodes and one more. Nodes near each other have near numbers,
   * so these lie in all clusters but small ones, and few links lead from one to another.
   */
  int nearest(int entry) {
    steering.score(spaced, spaced.length, distances);
    int best = entry;
    float distance = steering.distance(entry);
    for (int i = 0; i < spaced.length; i++) {
      if (distances[i] < distance) {
        distance = distances[i];
        best = spaced[i];
      }
    }
    return best;
  }

  private static int[] spaced(int nodes) {
    int[] spaced = new int[Math.min(SPACED, nodes)];
    Arrays.setAll(spaced, i -> (int) ((long) i * nodes / spaced.length));
    return spaced;
  }
}
