package io.elanus.index.pq;

import io.elanus.kernels.TopK;
import java.util.Arrays;

/**
 * Keeps the smallest of many (distance, position) pairs; of equal distances the smaller position.
 * What it keeps does not depend on the order of arrival.
 *
 * <p>Pairs gather behind those that are kept, and from time to time the smallest of all are chosen:
 * for dozens of pairs or more that is less work than a heap.
 */
final class Reservoir {
  /** Pairs that find room before any are chosen. */
  private static final int LEAST_ROOM = 512;

  private final int capacity;
  private final int room;
  private long[] keys;
  private int size;
  private float threshold;

  Reservoir(int capacity) {
    this.capacity = capacity;
    this.room = Math.max(LEAST_ROOM, (int) Math.min(Integer.MAX_VALUE - 8, 2L * capacity));
    this.keys = new long[Math.min(room, 2 * LEAST_ROOM)];
    reset();
  }

  /** Empties it for another query. */
  void reset() {
    size = 0;
    threshold = Float.POSITIVE_INFINITY;
  }

  int capacity() {
    return capacity;
  }

  /** A pair above this distance will not be kept. */
  float threshold() {
    return threshold;
  }

  /** Offers a pair. NaN, a distance that could not be computed, counts as nearest. */
  void push(float distance, int position) {
    if (size == keys.length) {
      if (size < room) {
        keys = Arrays.copyOf(keys, (int) Math.min(room, 2L * size));
      } else {
        settle();
      }
    }
    keys[size++] = TopK.key(distance, position);
  }

  /** Chooses if enough pairs have come for the threshold to fall. */
  void settleSometimes() {
    if (size >= 2L * capacity || size > capacity && threshold == Float.POSITIVE_INFINITY) {
      settle();
    }
  }

  /** Lets go of all but the smallest pairs. */
  void settle() {
    if (size < capacity || capacity == 0) {
      return;
    }
    select(keys, size, capacity);
    size = capacity;
    long greatest = Long.MIN_VALUE;
    for (int i = 0; i < capacity; i++) {
      greatest = Math.max(greatest, keys[i]);
    }
    threshold = TopK.distance(greatest);
  }

  /** How many pairs there are, after {@link #settle} those that are kept. */
  int size() {
    return size;
  }

  /** Whether pairs may have been let go. */
  boolean full() {
    return threshold < Float.POSITIVE_INFINITY;
  }

  float distance(int i) {
    return TopK.distance(keys[i]);
  }

  int position(int i) {
    return TopK.row(keys[i]);
  }

  /** Brings the {@code wanted} smallest of {@code size} different keys to the front. */
  private static void select(long[] keys, int size, int wanted) {
    int from = 0;
    int to = size;
    while (to - from > 1 && wanted > from && wanted < to) {
      long pivot = middle(keys[from], keys[(from + to) >>> 1], keys[to - 1]);
      // Without branches that depend on keys, which a processor would guess wrong half the time.
      int less = from;
      for (int i = from; i < to; i++) {
        long key = keys[i];
        keys[i] = keys[less];
        keys[less] = key;
        less += key < pivot ? 1 : 0;
      }
      if (less >= wanted) {
        to = less;
      } else if (less == from) {
        // The pivot is the smallest key: that one is in place when it stands in front.
        int at = from;
        while (keys[at] != pivot) {
          at++;
        }
        keys[at] = keys[from];
        keys[from++] = pivot;
      } else {
        from = less;
      }
    }
  }

  private static long middle(long a, long b, long c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
