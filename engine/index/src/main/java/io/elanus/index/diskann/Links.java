package io.elanus.index.diskann;

import io.elanus.index.panel.PanelLists;
import java.lang.foreign.MemorySegment;

/**
 * The links of every node under construction: int how many, then that many nodes. Different nodes
 * may be written by different threads at once.
 *
 * @param degree most links of a node
 */
record Links(MemorySegment memory, int nodes, int degree) implements Graph {
  static long bytes(long nodes, long degree) {
    return nodes * (degree + 1) * Integer.BYTES;
  }

  private long at(int node) {
    return bytes(node, degree);
  }

  @Override
  public int read(int node, int[] neighbours) {
    int size = size(node);
    MemorySegment.copy(memory, PanelLists.INT, at(node) + Integer.BYTES, neighbours, 0, size);
    return size;
  }

  int size(int node) {
    return memory.get(PanelLists.INT, at(node));
  }

  int get(int node, int i) {
    return memory.get(PanelLists.INT, at(node) + (i + 1L) * Integer.BYTES);
  }

  void set(int node, int i, int neighbour) {
    memory.set(PanelLists.INT, at(node) + (i + 1L) * Integer.BYTES, neighbour);
  }

  void setSize(int node, int size) {
    memory.set(PanelLists.INT, at(node), size);
  }

  /** Adds a link; there must be room. */
  void add(int node, int neighbour) {
    int size = size(node);
    set(node, size, neighbour);
    setSize(node, size + 1);
  }

  boolean contains(int node, int neighbour) {
    for (int i = 0, size = size(node); i < size; i++) {
      if (get(node, i) == neighbour) {
        return true;
      }
    }
    return false;
  }
}
