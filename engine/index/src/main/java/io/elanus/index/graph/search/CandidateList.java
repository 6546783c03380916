package io.elanus.index.graph.search;

import io.elanus.kernels.TopK;

/**
 * The candidate list of a {@link BeamSearch}: the nearest nodes that it has met so far, sorted by
 * distance and then by node, and which of them were expanded.
 *
 * <p>A sorted array with a cursor at the first node that was not expanded: for the sizes that
 * searches use it beats a pair of heaps.
 */
public final class CandidateList {
  private static final int EXPANDED = 1;

  // The distance in the high half, as TopK packs it; below it the node and the mark.
  private long[] keys = new long[0];
  private AdaptiveTermination termination;
  private int capacity;
  private int size;
  private int cursor;
  private float worst;

  /** Empties it and sets what it keeps. */
  public void clear(AdaptiveTermination newTermination) {
    termination = newTermination;
    capacity = newTermination.capacity();
    if (keys.length < capacity) {
      keys = new long[capacity];
    }
    size = 0;
    cursor = 0;
    worst = Float.POSITIVE_INFINITY;
  }

  public int size() {
    return size;
  }

  public boolean full() {
    return size == capacity;
  }

  /** A node at this distance or further is not kept any more. */
  float worst() {
    return worst;
  }

  /** A node at this distance or further is not kept; infinite while all are. */
  float limit() {
    return size == capacity || size >= termination.rank() ? worst : Float.POSITIVE_INFINITY;
  }

  public int node(int i) {
    return (int) keys[i] >>> 1;
  }

  public float distance(int i) {
    return TopK.distance(keys[i]);
  }

  /** Keeps a node if it is near enough; it must not have been offered before. */
  public void offer(float distance, int node) {
    if (distance >= worst && (size == capacity || size >= termination.rank())) {
      return;
    }
    long key = TopK.key(distance, 0) | (long) node << 1;
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
      worst = Math.min(worst, distance(size - 1));
    }
    if (low < termination.rank() && size >= termination.rank()) {
      worst = Math.min(worst, termination.bound(distance(termination.rank() - 1)));
    }
  }

  /** The place of the node that {@link #next} gave last. */
  int place() {
    return cursor - 1;
  }

  /** The node that {@link #next} gives next if none is offered before; -1 if there is none. */
  int peek() {
    for (int i = cursor; i < size; i++) {
      if ((keys[i] & EXPANDED) == 0) {
        return node(i);
      }
    }
    return -1;
  }

  /** The nearest node that was not expanded, which then counts as expanded; -1 if there is none. */
  public int next() {
    while (cursor < size && (keys[cursor] & EXPANDED) != 0) {
      cursor++;
    }
    if (cursor == size || distance(cursor) > worst) {
      return -1;
    }
    keys[cursor] |= EXPANDED;
    return node(cursor++);
  }
}
