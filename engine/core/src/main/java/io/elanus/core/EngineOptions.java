package io.elanus.core;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.nio.file.Path;

/**
 * How to open an embedded engine.
 *
 * @param dataDirectory where the engine keeps its files
 * @param threads for builds and batch searches; 0 for all processors
 * @param minSegmentRows segments with fewer rows are searched exactly and count as indexed
 * @param segmentRows rows that a segment takes before it is sealed; large, as one index searches
 *     faster than ten
 * @param seed of every random choice
 * @param creates whether a directory that is missing or empty becomes a data directory, instead of
 *     being refused
 * @param compacts whether segments are compacted in the background, where that pays
 */
public record EngineOptions(
    Path dataDirectory,
    int threads,
    int minSegmentRows,
    int segmentRows,
    long seed,
    boolean creates,
    boolean compacts) {
  public static final int DEFAULT_MIN_SEGMENT_ROWS = 1024;
  public static final int DEFAULT_SEGMENT_ROWS = 8_000_000;
  public static final long DEFAULT_SEED = 42;

  public EngineOptions {
    atLeast("threads", 0, threads);
    atLeast("minSegmentRows", 1, minSegmentRows);
    atLeast("segmentRows", 1, segmentRows);
  }

  public EngineOptions(
      Path dataDirectory, int threads, int minSegmentRows, int segmentRows, long seed) {
    this(dataDirectory, threads, minSegmentRows, segmentRows, seed, true, true);
  }

  public EngineOptions(Path dataDirectory, int threads, int minSegmentRows, long seed) {
    this(dataDirectory, threads, minSegmentRows, DEFAULT_SEGMENT_ROWS, seed);
  }

  /** The same, but for a data directory that is there already. */
  public EngineOptions ofExistingData() {
    return new EngineOptions(
        dataDirectory, threads, minSegmentRows, segmentRows, seed, false, compacts);
  }

  /** The same, but that segments are compacted only when that is asked for. */
  public EngineOptions compactedOnRequest() {
    return new EngineOptions(
        dataDirectory, threads, minSegmentRows, segmentRows, seed, creates, false);
  }

  private static void atLeast(String name, int minimum, int value) {
    if (value < minimum) {
      throw new ElanusException(
          ErrorCode.OUT_OF_RANGE, name + " must be at least " + minimum + ", got " + value);
    }
  }

  public static EngineOptions at(Path dataDirectory) {
    return new EngineOptions(dataDirectory, 0, DEFAULT_MIN_SEGMENT_ROWS, DEFAULT_SEED);
  }
}
