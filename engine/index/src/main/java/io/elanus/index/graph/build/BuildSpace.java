package io.elanus.index.graph.build;

import io.elanus.base.Cancellation;
import io.elanus.index.BuildContext;
import io.elanus.index.SectionSink;
import io.elanus.index.graph.search.NodeRows;
import java.io.IOException;
import java.util.List;

/**
 * The vectors that a graph is built over, each of them a node: all that linking them depends on.
 */
public interface BuildSpace {
  /** Which rows stand behind each node. */
  NodeRows nodes();

  /** How many nodes there are. */
  default int count() {
    return nodes().count();
  }

  /** What one distance costs, in values of a float vector. */
  int cost();

  /**
   * Distances between nodes, for one thread.
   *
   * @param members the node behind each number of a layer; null where each stands for itself
   */
  NodeScorer scorer(int[] members);

  /**
   * Links inside leaves, for one thread.
   *
   * @param members as above
   */
  LeafLinker leafLinker(int[] members, LeafShape shape, Cancellation cancellation);

  /**
   * Chooses leaders and finds, roughly, the nearest of each point.
   *
   * @param points ascending nodes; null for all
   * @param leaders how many leaders, at most one for each point
   * @param fanout how many of them to find for each point, at most all
   * @return {@code fanout} leaders for each point, the nearest first
   */
  int[] nearestLeaders(int[] points, int leaders, int fanout, BuildContext context);

  /**
   * Writes a graph of all nodes.
   *
   * @return sentences for the user, as {@link io.elanus.index.BuildNotes} has them
   */
  List<String> write(BuiltGraph graph, BuildContext context, SectionSink sink) throws IOException;
}
