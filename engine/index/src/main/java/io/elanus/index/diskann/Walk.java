package io.elanus.index.diskann;

import io.elanus.base.Cancellation;
import java.util.Arrays;

/**
 * A walk over the graph towards a query, by the distances of a {@link Steering}: the nearest node
 * that was not expanded yet comes next, until the kept ones all were. One thread's; its memory
 * serves one search after another.
 */
final class Walk {
  /** Expansions between two looks at the cancellation. */
  private static final int PATIENCE = 128;

  /** Nodes that are tried as the start. */
  private static final int SPACED = 256;

  private static final long EXPANDED = 1;

  private final Graph graph;
  private final Steering steering;
  private final int[] starts;
  private final int[] neighbours;
  private final int[] fresh;
  // A node was seen in this walk if its mark is the walk's.
  private final byte[] marks;
  private byte round;
  // Sorted: distance, node, whether it was expanded.
  private long[] kept = new long[0];
  private int size;
  private byte touched;

  /**
   * @param starts nodes that every walk starts from, besides one of its own
   */
  Walk(Graph graph, Steering steering, int[] starts) {
    this.graph = graph;
    this.starts = starts;
    this.steering = steering;
    this.neighbours = new int[Math.max(1, graph.degree())];
    this.fresh = new int[neighbours.length];
    this.marks = new byte[graph.nodes()];
  }

  /** Heap bytes of one that keeps so many nodes. */
  static long bytes(long nodes, long capacity, Parts parts) {
    return nodes + capacity * Long.BYTES + CodeTable.bytes(parts);
  }

  /** A walk goes towards what it is set to. */
  Steering steering() {
    return steering;
  }

  /**
   * Walks on from a node.
   *
   * @param capacity how many of the nearest to keep
   */
  void run(int start, int capacity, Cancellation cancellation) {
    if (kept.length < capacity) {
      kept = new long[capacity];
    }
    size = 0;
    if (++round == 0) {
      Arrays.fill(marks, (byte) 0);
      round = 1;
    }
    marks[start] = round;
    offer(steering.distance(start), start, capacity);
    for (int other : starts) {
      if (marks[other] != round) {
        marks[other] = round;
        offer(steering.distance(other), other, capacity);
      }
    }
    int next = 0;
    for (int expansions = 1; next < size; expansions++) {
      if (expansions % PATIENCE == 0) {
        cancellation.check();
      }
      kept[next] |= EXPANDED;
      int first = expand(node(next), capacity);
      next = Math.min(next + 1, first);
      while (next < size && (kept[next] & EXPANDED) != 0) {
        next++;
      }
    }
  }

  /**
   * The nearest of some evenly spaced nodes and one more. Nodes near each other have near numbers,
   * so these lie in all clusters but small ones, and few links lead from one to another.
   */
  int nearest(int entry) {
    int best = entry;
    int distance = steering.distance(entry);
    int count = Math.min(SPACED, graph.nodes());
    for (int i = 0; i < count; i++) {
      int node = (int) ((long) i * graph.nodes() / count);
      int other = steering.distance(node);
      if (other < distance) {
        distance = other;
        best = node;
      }
    }
    return best;
  }

  /** How many nodes it kept. */
  int size() {
    return size;
  }

  /** The i-th nearest. */
  int node(int i) {
    return (int) kept[i] >>> 1;
  }

  /** Keeps the neighbours that are near enough and returns the first place of one. */
  private int expand(int node, int capacity) {
    int count = graph.read(node, neighbours);
    int some = 0;
    byte sum = 0;
    for (int i = 0; i < count; i++) {
      int neighbour = neighbours[i];
      if (marks[neighbour] != round) {
        marks[neighbour] = round;
        fresh[some++] = neighbour;
        // Asks for the codes of all neighbours before any is waited for.
        sum += steering.touch(neighbour);
      }
    }
    touched += sum; // keeps the reads alive
    int first = Integer.MAX_VALUE;
    for (int i = 0; i < some; i++) {
      first = Math.min(first, offer(steering.distance(fresh[i]), fresh[i], capacity));
    }
    return first;
  }

  private int offer(int distance, int node, int capacity) {
    long key = (long) distance << 32 | node << 1 & 0xFFFF_FFFFL;
    if (size == capacity && key >= kept[size - 1]) {
      return Integer.MAX_VALUE;
    }
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (kept[middle] < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (size < capacity) {
      size++;
    }
    System.arraycopy(kept, low, kept, low + 1, size - 1 - low);
    kept[low] = key;
    return low;
  }
}
