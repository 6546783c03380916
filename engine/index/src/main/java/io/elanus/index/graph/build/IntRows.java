package io.elanus.index.graph.build;

import java.io.IOException;

/**
 * As many ints for each node, in pieces, as there may be more than an array holds. Different nodes
 * may be written by different threads at once.
 */
final class IntRows {
  private static final int CHUNK = 1 << 26;

  private final int nodes;
  private final int width;
  private final int shift;
  private final int[][] chunks;

  /**
   * @param width ints of a node
   */
  IntRows(int nodes, int width) {
    this.nodes = nodes;
    this.width = width;
    this.shift = 31 - Integer.numberOfLeadingZeros(Math.max(1, CHUNK / Math.max(1, width)));
    chunks = new int[nodes == 0 ? 0 : (nodes - 1 >>> shift) + 1][];
    for (int chunk = 0; chunk < chunks.length; chunk++) {
      chunks[chunk] = new int[Math.min(1 << shift, nodes - (chunk << shift)) * width];
    }
  }

  /** Heap bytes of so many. */
  static long bytes(long nodes, long width) {
    return nodes * width * Integer.BYTES;
  }

  int nodes() {
    return nodes;
  }

  int width() {
    return width;
  }

  private int start(int node) {
    return (node & (1 << shift) - 1) * width;
  }

  int get(int node, int i) {
    return chunks[node >>> shift][start(node) + i];
  }

  void set(int node, int i, int value) {
    chunks[node >>> shift][start(node) + i] = value;
  }

  /** Copies the first ints of a node to the start of an array. */
  void read(int node, int[] into, int count) {
    System.arraycopy(chunks[node >>> shift], start(node), into, 0, count);
  }

  /** Copies the start of an array over the first ints of a node. */
  void write(int node, int[] from, int count) {
    System.arraycopy(from, 0, chunks[node >>> shift], start(node), count);
  }

  /** Saves nodes, width and all ints. */
  void write(IntPieces ints) throws IOException {
    ints.put(nodes);
    ints.put(width);
    for (int[] chunk : chunks) {
      ints.put(chunk, chunk.length);
    }
  }

  /** Reads what {@link #write} saved. */
  static IntRows read(SavedInts ints) {
    IntRows rows = new IntRows(ints.next(), ints.next());
    for (int[] chunk : rows.chunks) {
      ints.next(chunk, chunk.length);
    }
    return rows;
  }
}
