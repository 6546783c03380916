package io.elanus.index.graph;

import java.util.Arrays;

/**
 * The links of a layer under construction, each with its distance.
 *
 * <p>A node has room for more neighbours than it may keep, so that links back to it are collected
 * for a while before it must choose among them. Different nodes may be written by different threads
 * at once.
 */
final class BuildLinks implements Links {
  private static final int CHUNK = 1 << 26;

  private final int nodes;
  private final int width;
  private final int shift;
  private final int[][] ids;
  private final float[][] distances;
  private final int[] sizes;

  /**
   * @param width most neighbours of a node
   */
  BuildLinks(int nodes, int width) {
    this.nodes = nodes;
    this.width = width;
    this.shift = 31 - Integer.numberOfLeadingZeros(Math.max(1, CHUNK / Math.max(1, width)));
    int chunks = nodes == 0 ? 0 : (nodes - 1 >>> shift) + 1;
    ids = new int[chunks][];
    distances = new float[chunks][];
    for (int chunk = 0; chunk < chunks; chunk++) {
      int size = Math.min(1 << shift, nodes - (chunk << shift)) * width;
      ids[chunk] = new int[size];
      distances[chunk] = new float[size];
    }
    sizes = new int[nodes];
  }

  /** Heap bytes of one with so many nodes. */
  static long bytes(long nodes, long width) {
    return nodes * (width * (Integer.BYTES + Float.BYTES) + Integer.BYTES);
  }

  int nodes() {
    return nodes;
  }

  @Override
  public int width() {
    return width;
  }

  int size(int node) {
    return sizes[node];
  }

  int id(int node, int i) {
    return ids[node >>> shift][start(node) + i];
  }

  float distance(int node, int i) {
    return distances[node >>> shift][start(node) + i];
  }

  private int start(int node) {
    return (node & (1 << shift) - 1) * width;
  }

  @Override
  public int read(int node, int[] into) {
    System.arraycopy(ids[node >>> shift], start(node), into, 0, sizes[node]);
    return sizes[node];
  }

  /** Replaces all neighbours of a node. */
  void set(int node, int[] newIds, float[] newDistances, int count) {
    System.arraycopy(newIds, 0, ids[node >>> shift], start(node), count);
    System.arraycopy(newDistances, 0, distances[node >>> shift], start(node), count);
    sizes[node] = count;
  }

  /** Adds a neighbour; there must be room. */
  void add(int node, int id, float distance) {
    ids[node >>> shift][start(node) + sizes[node]] = id;
    distances[node >>> shift][start(node) + sizes[node]] = distance;
    sizes[node]++;
  }

  /** Overwrites one neighbour. */
  void replace(int node, int i, int id, float distance) {
    ids[node >>> shift][start(node) + i] = id;
    distances[node >>> shift][start(node) + i] = distance;
  }

  /** Equal links and distances; what tests compare. */
  boolean sameAs(BuildLinks other) {
    return Arrays.equals(sizes, other.sizes)
        && Arrays.deepEquals(ids, other.ids)
        && Arrays.deepEquals(distances, other.distances);
  }
}
