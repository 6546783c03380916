package io.elanus.bench;

import io.elanus.api.index.MetricType;
import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.QueryVectors;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Vectors of length 1, queries and the queries' nearest neighbours by inner product, as {@code
 * scripts/fetch-data} makes them.
 *
 * @param queries row-major
 * @param neighbours {@code neighbourCount} rows of the base for each query, nearest first
 */
record FloatWorkload(
    NpyFile base, float[] queries, int queryCount, int[] neighbours, int neighbourCount)
    implements Workload {
  static FloatWorkload map(Path directory, Arena arena) throws IOException {
    NpyFile asked = NpyFile.map(directory.resolve("queries.npy"), arena);
    NpyFile known = NpyFile.map(directory.resolve("neighbors.npy"), arena);
    return new FloatWorkload(
        NpyFile.map(directory.resolve("base.npy"), arena),
        asked.floats(),
        asked.rows(),
        known.ints(),
        known.columns());
  }

  int dim() {
    return base.columns();
  }

  @Override
  public FloatRows rows() {
    return new FloatRows(base.values(), base.rows(), dim());
  }

  @Override
  public MemorySegment values() {
    return base.values();
  }

  @Override
  public MetricType metric() {
    return MetricType.IP;
  }

  @Override
  public QueryVectors some(int from, int count) {
    return new QueryVectors.Floats(
        Arrays.copyOfRange(queries, from * dim(), (from + count) * dim()), count);
  }

  @Override
  public int right(int query, Hits hits, int at) {
    return right(query, hits.counts()[at], i -> hits.rows()[at * Workbench.K + i]);
  }

  /** How many of {@code count} found rows are among the nearest of a query. */
  int right(int query, int count, IntUnaryOperator found) {
    int right = 0;
    for (int i = 0; i < count; i++) {
      int row = found.applyAsInt(i);
      for (int j = 0; j < Workbench.K; j++) {
        if (neighbours[query * neighbourCount + j] == row) {
          right++;
        }
      }
    }
    return right;
  }
}
