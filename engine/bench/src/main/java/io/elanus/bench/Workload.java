package io.elanus.bench;

import io.elanus.api.index.MetricType;
import io.elanus.index.Hits;
import io.elanus.index.QueryVectors;
import io.elanus.index.VectorRows;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;

/** Rows, queries and which answers are right. */
sealed interface Workload permits FloatWorkload, BitWorkload {
  /** Maps the .npy files of a folder: bits where it holds {@code limits.npy}, else floats. */
  static Workload map(Path directory, Arena arena) throws IOException {
    return Files.exists(directory.resolve("limits.npy"))
        ? BitWorkload.map(directory, arena)
        : FloatWorkload.map(directory, arena);
  }

  VectorRows rows();

  /** The rows' bytes. */
  MemorySegment values();

  MetricType metric();

  int queryCount();

  /** Queries [from, from + count). */
  QueryVectors some(int from, int count);

  /**
   * How many of the rows found for a query are among its {@link Workbench#K} nearest.
   *
   * @param at the query's place in the hits
   */
  int right(int query, Hits hits, int at);
}
