package io.elanus.index.graph;

/** The neighbours of the nodes of one layer. */
interface Links {
  /** Copies the neighbours of a node to the start of an array and returns how many there are. */
  int read(int node, int[] into);

  /** Most neighbours a node can have. */
  int width();
}
