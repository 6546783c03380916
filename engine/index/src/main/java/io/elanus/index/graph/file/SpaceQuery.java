package io.elanus.index.graph.file;

import io.elanus.api.index.DistanceRange;
import io.elanus.index.RowFilter;
import io.elanus.index.graph.search.AdaptiveTermination;
import io.elanus.index.graph.search.CandidateList;
import io.elanus.index.graph.search.Scorer;
import io.elanus.index.graph.search.TerminationTable;
import io.elanus.kernels.TopK;

/** One query of a search over a graph; one thread's. */
public interface SpaceQuery {
  /**
   * Distances to nodes for a search.
   *
   * @param scored the nodes of a layer, as {@link SearchSpace#scored} has them
   */
  Scorer scorer(int[] scored);

  /**
   * The nearest of a search's nodes that are not too near, by exact distance.
   *
   * @param filter rows that may be found; null for all
   * @param range whose near bound counts
   */
  TopK nearest(CandidateList candidates, int k, RowFilter filter, DistanceRange range);

  /** A node at less than this distance, as a scorer has it, is hardly ever as far as given. */
  float scored(float exact, TerminationTable table);

  /** How far a search goes that keeps this many nodes at most. */
  AdaptiveTermination termination(int capacity, int rank, double slope, TerminationTable table);
}
