package io.elanus.index.diskann;

import io.elanus.index.graph.search.OpenLinks;
import io.elanus.index.lists.PdxLists;
import java.lang.foreign.MemorySegment;

/**
 * The links of every node under construction, outside of the heap: int how many, then that many
 * nodes. Different nodes may be written by different threads at once.
 *
 * @param degree most links of a node
 */
record MappedLinks(MemorySegment memory, int nodes, int degree) implements OpenLinks {
  static long bytes(long nodes, long degree) {
    return nodes * (degree + 1) * Integer.BYTES;
  }

  private long at(int node) {
    return bytes(node, degree);
  }

  @Override
  public int read(int node, int[] neighbours) {
    int size = size(node);
    MemorySegment.copy(memory, PdxLists.INT, at(node) + Integer.BYTES, neighbours, 0, size);
    return size;
  }

  @Override
  public int width() {
    return degree;
  }

  @Override
  public int size(int node) {
    return memory.get(PdxLists.INT, at(node));
  }

  @Override
  public int id(int node, int i) {
    return memory.get(PdxLists.INT, at(node) + (i + 1L) * Integer.BYTES);
  }

  @Override
  public void replace(int node, int i, int neighbour) {
    set(node, i, neighbour);
  }

  void set(int node, int i, int neighbour) {
    memory.set(PdxLists.INT, at(node) + (i + 1L) * Integer.BYTES, neighbour);
  }

  void setSize(int node, int size) {
    memory.set(PdxLists.INT, at(node), size);
  }

  @Override
  public void add(int node, int neighbour) {
    int size = size(node);
    set(node, size, neighbour);
    setSize(node, size + 1);
  }
}
