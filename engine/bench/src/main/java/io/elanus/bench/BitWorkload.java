package io.elanus.bench;

import io.elanus.api.index.MetricType;
import io.elanus.index.BitRows;
import io.elanus.index.Hits;
import io.elanus.index.QueryVectors;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Codes of bits, queries and how far the nearest neighbours are. Many codes are equally far, so
 * every row is right that is not further than the last of a query's nearest.
 *
 * @param queries row-major
 * @param limits the Hamming distance of the last of each query's nearest
 */
record BitWorkload(NpyFile base, byte[] queries, int queryCount, int[] limits) implements Workload {
  static BitWorkload map(Path directory, Arena arena) throws IOException {
    NpyFile asked = NpyFile.map(directory.resolve("queries.npy"), arena);
    return new BitWorkload(
        NpyFile.map(directory.resolve("base.npy"), arena),
        asked.bytes(),
        asked.rows(),
        NpyFile.map(directory.resolve("limits.npy"), arena).ints());
  }

  @Override
  public BitRows rows() {
    return new BitRows(base.values(), base.rows(), base.columns() * Byte.SIZE);
  }

  @Override
  public MemorySegment values() {
    return base.values();
  }

  @Override
  public MetricType metric() {
    return MetricType.HAMMING;
  }

  @Override
  public QueryVectors some(int from, int count) {
    int width = base.columns();
    return new QueryVectors.Bits(
        Arrays.copyOfRange(queries, from * width, (from + count) * width), count);
  }

  @Override
  public int right(int query, Hits hits, int at) {
    int right = 0;
    for (int i = 0; i < hits.counts()[at]; i++) {
      right += hits.distances()[at * Workbench.K + i] <= limits[query] ? 1 : 0;
    }
    return right;
  }
}
