package io.elanus.index.graph;

/**
 * As many ints for each node, in pieces, as there may be more than an array holds. Different nodes
 * may be written by different threads at once.
 */
final class IntRows {
  private static final int CHUNK = 1 << 26;

  private final int width;
  private final int shift;
  private final int[][] chunks;

  /**
   * @param width ints of a node
   */
  IntRows(int nodes, int width) {
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
}
