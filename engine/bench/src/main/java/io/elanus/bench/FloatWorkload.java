package io.elanus.bench;

import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.QueryVectors;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Vectors, queries and the queries' nearest neighbours, as {@code scripts/fetch-data} makes them.
 *
 * @param queries row-major
 * @param neighbours {@code neighbourCount} rows of the base for each query, nearest first
 */
record BenchData(
    NpyFile base, float[] queries, int queryCount, int[] neighbours, int neighbourCount) {
  static BenchData map(Path directory, Arena arena) throws IOException {
    NpyFile asked = NpyFile.map(directory.resolve("queries.npy"), arena);
    NpyFile known = NpyFile.map(directory.resolve("neighbors.npy"), arena);
    return new BenchData(
        NpyFile.map(directory.resolve("base.npy"), arena),
        asked.floats(),
        asked.rows(),
        known.ints(),
        known.columns());
  }

  int dim() {
    return base.columns();
  }

  FloatRows rows() {
    return new FloatRows(base.values(), base.rows(), dim());
  }

  QueryVectors some(int from, int count) {
    return new QueryVectors.Floats(
        Arrays.copyOfRange(queries, from * dim(), (from + count) * dim()), count);
  }

  /** How many of the rows found for queries from {@code from} on are among the nearest k. */
  int right(int from, int k, Hits hits) {
    int right = 0;
    for (int query = 0; query < hits.counts().length; query++) {
      int first = query * k;
      right += right(from + query, k, hits.counts()[query], i -> hits.rows()[first + i]);
    }
    return right;
  }

  /** How many of {@code count} found rows are among the nearest {@code k} of a query. */
  int right(int query, int k, int count, IntUnaryOperator found) {
    int right = 0;
    for (int i = 0; i < count; i++) {
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
