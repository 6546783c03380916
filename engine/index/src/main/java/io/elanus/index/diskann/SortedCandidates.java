package io.elanus.index.diskann;

import io.elanus.kernels.TopK;
import java.util.Arrays;

/** The nearest few of many (distance, number) pairs, sorted; of equal distances the smaller. */
final class SortedCandidates {
  private long[] keys;
  private int capacity;
  private int size;
  private float worst;

  SortedCandidates(int capacity) {
    keys = new long[capacity];
    clear(capacity);
  }

  /** Empties it and sets how many it keeps. */
  void clear(int newCapacity) {
    if (keys.length < newCapacity) {
      keys = new long[newCapacity];
    }
    capacity = newCapacity;
    size = 0;
    worst = newCapacity == 0 ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
  }

  /** A pair above this distance is not kept. */
  float worst() {
    return worst;
  }

  int size() {
    return size;
  }

  /** The pairs, packed by {@link TopK#key}, ascending. */
  long[] keys() {
    return keys;
  }

  int number(int i) {
    return TopK.row(keys[i]);
  }

  float distance(int i) {
    return TopK.distance(keys[i]);
  }

  /** Offers a pair. */
  void offer(float distance, int number) {
    if (!(distance <= worst)) {
      return;
    }
    long key = TopK.key(distance, number);
    if (size == capacity) {
      if (key >= keys[size - 1]) {
        return;
      }
      size--;
    }
    int at = size++;
    while (at > 0 && keys[at - 1] > key) {
      keys[at] = keys[at - 1];
      at--;
    }
    keys[at] = key;
    if (size == capacity) {
      worst = distance(size - 1);
    }
  }

  /** Takes pairs in any order, some of them more than once, in place of those before. */
  void set(long[] pairs, int count, int most) {
    Arrays.sort(pairs, 0, count);
    clear(most);
    for (int i = 0; i < count && size < most; i++) {
      if (i == 0 || pairs[i] != pairs[i - 1]) {
        keys[size++] = pairs[i];
      }
    }
  }
}
