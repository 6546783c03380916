package io.elanus.index.graph.search;

import io.elanus.kernels.TopK;
import java.util.Arrays;

/** Nodes waiting to be expanded, the nearest first: a binary heap without bound. */
final class Frontier {
  private long[] keys = new long[256];
  private int size;

  void clear() {
    size = 0;
  }

  boolean isEmpty() {
    return size == 0;
  }

  float nearestDistance() {
    return TopK.distance(keys[0]);
  }

  void push(float distance, int node) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
    }
    long key = TopK.key(distance, node);
    int at = size++;
    while (at > 0) {
      int parent = (at - 1) >>> 1;
      if (keys[parent] <= key) {
        break;
      }
      keys[at] = keys[parent];
      at = parent;
    }
    keys[at] = key;
  }

  /** Takes the nearest node out. */
  int pop() {
    int nearest = TopK.row(keys[0]);
    long key = keys[--size];
    int at = 0;
    while (true) {
      int child = 2 * at + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && keys[child + 1] < keys[child]) {
        child++;
      }
      if (keys[child] >= key) {
        break;
      }
      keys[at] = keys[child];
      at = child;
    }
    keys[at] = key;
    return nearest;
  }
}
