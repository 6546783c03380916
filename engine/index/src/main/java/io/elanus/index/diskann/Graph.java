package io.elanus.index.diskann;

/** Nodes numbered from 0 and the neighbours of each. */
interface Graph {
  int nodes();

  /** Most neighbours of a node. */
  int degree();

  /** Reads the neighbours of a node and returns how many. */
  int read(int node, int[] neighbours);
}
