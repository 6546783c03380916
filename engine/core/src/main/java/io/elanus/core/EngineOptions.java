package io.elanus.core;

import java.nio.file.Path;

/**
 * How to open an embedded engine.
 *
 * @param dataDirectory made if it does not exist
 * @param threads for builds and batch searches; 0 for all processors
 * @param minSegmentRows segments with fewer rows are searched exactly and count as indexed
 * @param seed of every random choice
 */
public record EngineOptions(Path dataDirectory, int threads, int minSegmentRows, long seed) {
  public static final int DEFAULT_MIN_SEGMENT_ROWS = 1024;
  public static final long DEFAULT_SEED = 42;

  public static EngineOptions at(Path dataDirectory) {
    return new EngineOptions(dataDirectory, 0, DEFAULT_MIN_SEGMENT_ROWS, DEFAULT_SEED);
  }
}
