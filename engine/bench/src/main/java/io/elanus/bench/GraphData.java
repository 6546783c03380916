package io.elanus.bench;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.function.IntUnaryOperator;

/**
 * Vectors, queries and the queries' nearest neighbours, as {@code scripts/fetch-data} makes them.
 *
 * @param queries row-major
 * @param neighbours {@code neighbourCount} rows of the base for each query, nearest first
 */
record GraphData(
    NpyFile base, float[] queries, int queryCount, int[] neighbours, int neighbourCount) {
  static GraphData map(Path directory, Arena arena) throws IOException {
    NpyFile asked = NpyFile.map(directory.resolve("queries.npy"), arena);
    NpyFile known = NpyFile.map(directory.resolve("neighbors.npy"), arena);
    return new GraphData(
        NpyFile.map(directory.resolve("base.npy"), arena),
        asked.floats(),
        asked.rows(),
        known.ints(),
        known.columns());
  }

  int dim() {
    return base.columns();
  }

  /** How many of the first {@code k} found rows are among the nearest {@code k}. */
  int right(int query, int k, IntUnaryOperator found) {
    int right = 0;
    for (int i = 0; i < k; i++) {
      int row = found.applyAsInt(i);
      for (int j = 0; j < k; j++) {
        if (neighbours[query * neighbourCount + j] == row) {
          right++;
        }
      }
    }
    return right;
  }
}
