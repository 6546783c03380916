package io.elanus.core;

import java.util.Arrays;

/** The rows that a search found: those of one query behind those of another, nearest first. */
final class Neighbours {
  private final int[] offsets;
  private long[] rows = new long[16];
  private float[] distances = new float[16];
  private int queries;
  private int size;

  Neighbours(int queries) {
    this.offsets = new int[queries + 1];
  }

  /**
   * Takes the next neighbour of a query.
   *
   * @param row its ordinal in the collection
   * @param distance internal, smaller is closer
   */
  void add(long row, float distance) {
    if (size == rows.length) {
      int larger = (int) Math.min(Integer.MAX_VALUE - 8, size * 2L);
      rows = Arrays.copyOf(rows, larger);
      distances = Arrays.copyOf(distances, larger);
    }
    rows[size] = row;
    distances[size++] = distance;
  }

  /** Ends the neighbours of a query; the next one begins. */
  void endQuery() {
    offsets[++queries] = size;
  }

  int size() {
    return size;
  }

  /** The ordinals of all rows that were found. */
  long[] rows() {
    return Arrays.copyOf(rows, size);
  }

  float distance(int index) {
    return distances[index];
  }

  /**
   * Where the neighbours of each query begin, and the last ones end, if only some are kept.
   *
   * @param kept which ones, ascending
   */
  int[] offsets(int[] kept) {
    int[] fewer = new int[offsets.length];
    int passed = 0;
    for (int query = 1; query < offsets.length; query++) {
      while (passed < kept.length && kept[passed] < offsets[query]) {
        passed++;
      }
      fewer[query] = passed;
    }
    return fewer;
  }
}
