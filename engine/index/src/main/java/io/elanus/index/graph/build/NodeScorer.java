package io.elanus.index.graph.build;

import io.elanus.index.graph.search.Scorer;

/** Distances between the nodes of a graph under construction; one thread's. */
public interface NodeScorer extends Scorer {
  /** Makes a node the query. */
  void from(int node);

  /**
   * Makes a vector the query that lies beside a node about as {@code second} lies beside {@code
   * first}: as a search may ask for it, no node itself.
   */
  void beside(int node, int first, int second);

  /** Makes a vector near a node the query; where the node has few neighbours, the node itself. */
  default void ask(int node, BuildLinks links) {
    if (links.size(node) < 2) {
      from(node);
    } else {
      beside(node, links.id(node, 0), links.id(node, 1));
    }
  }

  /**
   * The distance that stands for none at all between the query and a node.
   *
   * @param greatestNorm of the rows; of meaning only where the metric is IP
   */
  double zero(double greatestNorm);
}
