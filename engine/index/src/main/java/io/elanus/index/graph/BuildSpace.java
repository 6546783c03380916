package io.elanus.index.graph;

import io.elanus.base.Cancellation;
import io.elanus.index.BuildContext;
import io.elanus.index.SectionSink;
import java.io.IOException;

/** The rows that a graph is built over: all that linking them depends on. */
sealed interface BuildSpace permits GraphRows, BitGraphRows {
  int count();

  /** What one distance costs, in values of a float vector. */
  int cost();

  /**
   * Distances between nodes, for one thread.
   *
   * @param members the row of each node; null where nodes are rows
   */
  NodeScorer scorer(int[] members);

  /** Links inside leaves, for one thread. */
  LeafLinker leafLinker(int[] members, LeafShape shape, Cancellation cancellation);

  /**
   * Chooses leaders and finds, roughly, the nearest of each point.
   *
   * @param ordinals the row of each point, ascending; null where all rows are points
   * @param leaders how many leaders, at most one for each point
   * @param fanout how many of them to find for each point, at most all
   * @return {@code fanout} leaders for each point, the nearest first
   */
  int[] nearestLeaders(int[] ordinals, int leaders, int fanout, BuildContext context);

  /** Writes a graph of all rows, whose nodes are rows. */
  void write(BuiltGraph graph, BuildContext context, SectionSink sink) throws IOException;
}
