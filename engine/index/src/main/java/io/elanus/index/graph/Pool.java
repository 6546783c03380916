package io.elanus.index.graph;

import io.elanus.kernels.TopCandidates;

/**
 * The nearest nodes of a walk so far, sorted by distance and then by node, and which of them were
 * expanded.
 *
 * <p>A sorted array with a cursor at the first node that was not expanded: for the sizes that
 * searches use it beats a pair of heaps.
 */
final class Pool {
  private static final int EXPANDED = 1;

  // The distance in the high half, as TopCandidates packs it; below it the node and the mark.
  private long[] keys = new long[0];
  private int capacity;
  private int size;
  private int cursor;
  private float worst;

  /** Empties it and sets how many it keeps. */
  void clear(int newCapacity) {
    capacity = newCapacity;
    if (keys.length < newCapacity) {
      keys = new long[newCapacity];
    }
    size = 0;
    cursor = 0;
    worst = Float.POSITIVE_INFINITY;
  }

  int size() {
    return size;
  }

  boolean full() {
    return size == capacity;
  }

  /** A node at this distance or further is not kept any more. */
  float worst() {
    return worst;
  }

  int node(int i) {
    return (int) keys[i] >>> 1;
  }

  float distance(int i) {
    return TopCandidates.distance(keys[i]);
  }

  /** Keeps a node if it is near enough; it must not have been offered before. */
  void offer(float distance, int node) {
    if (size == capacity && distance >= worst) {
      return;
    }
    long key = TopCandidates.key(distance, 0) | (long) node << 1;
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (keys[middle] < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (size < capacity) {
      size++;
    }
    if (low == size) {
      return;
    }
    System.arraycopy(keys, low, keys, low + 1, size - 1 - low);
    keys[low] = key;
    cursor = Math.min(cursor, low);
    if (size == capacity) {
      worst = TopCandidates.distance(keys[size - 1]);
    }
  }

  /** The nearest node that was not expanded, which then counts as expanded; -1 if there is none. */
  int next() {
    while (cursor < size && (keys[cursor] & EXPANDED) != 0) {
      cursor++;
    }
    if (cursor == size) {
      return -1;
    }
    keys[cursor] |= EXPANDED;
    return node(cursor++);
  }
}
