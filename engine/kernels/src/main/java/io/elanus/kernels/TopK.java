package io.elanus.kernels;

import java.util.Arrays;

/**
 * The top k: keeps the smallest of many (distance, row) pairs; of equal distances the smaller row.
 * What it keeps does not depend on the order of arrival.
 *
 * <p>A binary heap with the worst pair on top, each pair packed into one long, with a slot number
 * carried along.
 */
public final class TopK {
  private final long[] keys;
  private final int[] slots;
  private final int capacity;
  private final float nearest;
  private final float farthest;
  private int size;
  private int tooNear;
  private float threshold;

  /**
   * @param farthest no pair above this distance is kept; positive infinity for no bound
   */
  public TopK(int capacity, float farthest) {
    this(capacity, Float.NEGATIVE_INFINITY, farthest);
  }

  /**
   * Keeps the smallest of those that lie between two distances.
   *
   * @param nearest no pair below this distance is kept; negative infinity for no bound
   * @param farthest no pair above this distance is kept; positive infinity for no bound
   */
  public TopK(int capacity, float nearest, float farthest) {
    this.capacity = capacity;
    this.nearest = nearest;
    this.farthest = farthest;
    this.threshold = farthest;
    keys = new long[capacity];
    slots = new int[capacity];
  }

  /** A pair above this distance cannot enter. */
  public float threshold() {
    return threshold;
  }

  /** A pair below this distance is left out. */
  public float nearest() {
    return nearest;
  }

  /** How many pairs were left out because they are too near. */
  public int tooNear() {
    return tooNear;
  }

  public int size() {
    return size;
  }

  /** How many pairs it keeps at most. */
  public int capacity() {
    return capacity;
  }

  public boolean full() {
    return size == capacity;
  }

  /** Empties it for another query. */
  public void reset() {
    size = 0;
    tooNear = 0;
    threshold = farthest;
  }

  /**
   * Offers a pair. NaN, a distance that could not be computed, counts as nearest, so that whoever
   * checks exactly sees it.
   */
  public void push(float distance, int row, int slot) {
    if (distance < nearest) {
      tooNear++;
      return;
    }
    if (distance > farthest) {
      return;
    }
    long key = key(distance, row);
    if (size < capacity) {
      int at = size++;
      while (at > 0) {
        int parent = (at - 1) >>> 1;
        if (keys[parent] >= key) {
          break;
        }
        keys[at] = keys[parent];
        slots[at] = slots[parent];
        at = parent;
      }
      keys[at] = key;
      slots[at] = slot;
      if (size == capacity) {
        threshold = Math.min(threshold, distance(keys[0]));
      }
    } else if (capacity > 0 && key < keys[0]) {
      replaceWorst(key, slot);
      threshold = Math.min(threshold, distance(keys[0]));
    }
  }

  private void replaceWorst(long key, int slot) {
    int at = 0;
    while (true) {
      int child = 2 * at + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && keys[child + 1] > keys[child]) {
        child++;
      }
      if (keys[child] <= key) {
        break;
      }
      keys[at] = keys[child];
      slots[at] = slots[child];
      at = child;
    }
    keys[at] = key;
    slots[at] = slot;
  }

  /** Takes note of pairs that are too near and were not offered. */
  public void noteTooNear(int count) {
    tooNear += count;
  }

  /** Offers every pair that another one kept. */
  public void pushAll(TopK other) {
    tooNear += other.tooNear;
    for (int i = 0; i < other.size; i++) {
      push(distance(other.keys[i]), row(other.keys[i]), other.slots[i]);
    }
  }

  /** The pairs as {@link #key} values in the order of the heap, beside {@link #slotAt}. */
  public long keyAt(int i) {
    return keys[i];
  }

  public int slotAt(int i) {
    return slots[i];
  }

  /** The kept pairs as {@link #key} values, nearest first. */
  public long[] sorted() {
    long[] sorted = Arrays.copyOf(keys, size);
    Arrays.sort(sorted);
    return sorted;
  }

  /** Packs a pair so that the order of longs is the order of pairs. */
  public static long key(float distance, int row) {
    if (Float.isNaN(distance)) {
      return Long.MIN_VALUE | row;
    }
    int bits = Float.floatToRawIntBits(distance + 0f); // + 0f makes -0 and 0 equal
    return (long) ordered(bits) << 32 | row;
  }

  /** The distance of a packed pair. */
  public static float distance(long key) {
    return Float.intBitsToFloat(ordered((int) (key >> 32)));
  }

  /** From the bits of a float to an int of the same order, or back. */
  static int ordered(int bits) {
    return bits ^ bits >> 31 & Integer.MAX_VALUE;
  }

  /** The row of a packed pair. */
  public static int row(long key) {
    return (int) key;
  }
}
