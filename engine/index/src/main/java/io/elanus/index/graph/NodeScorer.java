package io.elanus.index.graph;

/** Distances between the nodes of a graph under construction; one thread's. */
interface NodeScorer extends Scorer {
  /** Makes a node the query. */
  void from(int node);
}
