package io.elanus.core;

/**
 * The k nearest rows offered so far, as a heap with the farthest on top; ties are won by the lower
 * row.
 */
final class Nearest {
  private final long[] rows;
  private final float[] distances;
  private int size;

  Nearest(int k) {
    rows = new long[k];
    distances = new float[k];
  }

  void offer(long row, float distance) {
    if (size < rows.length) {
      rows[size] = row;
      distances[size] = distance;
      siftUp(size++);
    } else if (isFarther(0, row, distance)) {
      rows[0] = row;
      distances[0] = distance;
      siftDown(size);
    }
  }

  /** Whether entry i is farther than the given one. */
  private boolean isFarther(int i, long row, float distance) {
    int order = Float.compare(distances[i], distance);
    return order > 0 || (order == 0 && rows[i] > row);
  }

  private void siftUp(int from) {
    int i = from;
    while (i > 0) {
      int parent = (i - 1) / 2;
      if (!isFarther(i, rows[parent], distances[parent])) {
        return;
      }
      swap(i, parent);
      i = parent;
    }
  }

  private void siftDown(int limit) {
    int i = 0;
    while (true) {
      int child = 2 * i + 1;
      if (child >= limit) {
        return;
      }
      if (child + 1 < limit && isFarther(child + 1, rows[child], distances[child])) {
        child++;
      }
      if (!isFarther(child, rows[i], distances[i])) {
        return;
      }
      swap(i, child);
      i = child;
    }
  }

  private void swap(int i, int j) {
    long row = rows[i];
    float distance = distances[i];
    rows[i] = rows[j];
    distances[i] = distances[j];
    rows[j] = row;
    distances[j] = distance;
  }

  /**
   * Hands the entries over, nearest first; nothing may be offered afterwards.
   *
   * @param skip how many of the nearest are left out
   */
  void moveTo(Neighbours found, int skip) {
    for (int end = size - 1; end > 0; end--) {
      swap(0, end);
      siftDown(end);
    }
    for (int i = skip; i < size; i++) {
      found.add(rows[i], distances[i]);
    }
    found.endQuery();
  }
}
