package io.elanus.bench;

import io.elanus.index.BuildContext;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.IndexShape;
import io.elanus.index.VectorRows;
import io.elanus.index.algorithms.IndexAlgorithms;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Builds an index and prints how long its threads worked between two looks at the cancellation, see
 * {@link PollMeter}: milliseconds of processor time, and where the time ended, the longest first.
 */
final class PollBench {
  private static final int PLACES = 8;

  private PollBench() {}

  /** Arguments: directory, threads, index type, metric or "-", build parameters. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 4) {
      System.err.println("usage: PollBench DIRECTORY THREADS TYPE METRIC [NAME=VALUE...]");
      System.exit(2);
    }
    try (Arena arena = Arena.ofShared()) {
      Workload load = Workload.map(Path.of(arguments[0]), arena);
      IndexShape shape = MemoryBench.shape(load, List.of(arguments).subList(2, arguments.length));
      of(load.rows(), shape, Integer.parseInt(arguments[1])).places().entrySet().stream()
          .limit(PLACES)
          .forEach(
              place ->
                  System.out.printf(
                      Locale.ROOT,
                      "%s %.1f %s%n",
                      shape.type(),
                      place.getValue() / 1e6,
                      place.getKey()));
    }
  }

  /** Watches a build. */
  static PollMeter of(VectorRows rows, IndexShape shape, int threads) throws IOException {
    IndexAlgorithm algorithm = IndexAlgorithms.find(shape.type()).orElseThrow();
    Path path = Files.createTempFile("elanus-bench", ".index");
    try (ExecutorService executor = Executors.newFixedThreadPool(threads);
        PlainIndexFile file = new PlainIndexFile(path)) {
      PollMeter meter = new PollMeter();
      meter.check(); // the time of this thread begins here
      algorithm.build(
          rows,
          shape,
          new BuildContext(threads, executor, 1, meter, meter, meter),
          meter.watch(file));
      meter.check();
      return meter;
    } finally {
      Files.delete(path);
    }
  }
}
