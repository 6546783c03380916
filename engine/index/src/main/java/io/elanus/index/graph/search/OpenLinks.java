package io.elanus.index.graph.search;

/** Links that may still change. */
public interface OpenLinks extends Links {
  int nodes();

  /** How many neighbours a node has. */
  int size(int node);

  /** The i-th neighbour of a node. */
  int id(int node, int i);

  /** Adds a neighbour; there must be room. */
  void add(int node, int id);

  /** Overwrites one neighbour. */
  void replace(int node, int i, int id);
}
