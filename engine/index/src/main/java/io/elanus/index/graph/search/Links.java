package io.elanus.index.graph.search;

/** The neighbours of the nodes of one layer. */
public interface Links {
  /** Copies the neighbours of a node to the start of an array and returns how many there are. */
  int read(int node, int[] into);

  /** Most neighbours a node can have. */
  int width();

  /** Reads a little of the neighbours of a node, so that they are near when they are asked for. */
  default int touch(int node) {
    return 0;
  }
}
