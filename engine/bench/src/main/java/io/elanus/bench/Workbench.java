package io.elanus.bench;

import io.elanus.base.Cancellation;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildNotes;
import io.elanus.index.Checkpoints;
import io.elanus.index.Hits;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.IndexShape;
import io.elanus.index.SearchParameters;
import io.elanus.index.SearchTask;
import io.elanus.index.VectorIndex;
import io.elanus.index.algorithms.IndexAlgorithms;
import io.elanus.kernels.Kernels;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * What a measurement needs: threads, a build into a temporary file, searches one at a time and in
 * batches, and lines of JSON.
 */
final class Workbench implements AutoCloseable {
  /** Neighbours wanted of each query. */
  static final int K = 10;

  private final String tool;
  private final String index;
  private final int threads;
  private final int rounds;
  private final Arena arena = Arena.ofShared();
  private final ExecutorService executor;

  /**
   * @param tool by which the lines name who was measured
   * @param index by which the lines name what was measured
   */
  Workbench(String tool, String index, int threads, int rounds) {
    this.tool = tool;
    this.index = index;
    this.threads = threads;
    this.rounds = rounds;
    this.executor = Executors.newFixedThreadPool(threads);
  }

  /** Lives as long as this. */
  Arena arena() {
    return arena;
  }

  /** Prints one JSON object. */
  void print(String measure, String fields, Object... values) {
    System.out.printf(
        Locale.ROOT,
        "{\"tool\": \"%s\", \"index\": \"%s\", \"measure\": \"%s\", %s}%n",
        tool,
        index,
        measure,
        String.format(Locale.ROOT, fields, values));
  }

  void printHost() {
    print(
        "host",
        "\"version\": \"JDK %s, %s kernels\"",
        Runtime.version(),
        Kernels.vectorised() ? "vector" : "scalar");
  }

  /**
   * @param batch queries of one search; one is searched on one thread, more on all
   */
  void printSearch(int batch, Map<String, ?> parameters, Speed speed) {
    String setting =
        parameters.entrySet().stream()
            .map(some -> "\"%s\": %s".formatted(some.getKey(), some.getValue()))
            .collect(Collectors.joining(", ", "{", "}"));
    print(
        "search",
        "\"batch\": %d, \"threads\": %d, \"parameters\": %s, %s",
        batch,
        batch == 1 ? 1 : threads,
        setting,
        speed.json());
  }

  VectorIndex build(Workload load, IndexShape shape) throws IOException {
    Path path = Files.createTempFile("elanus-bench", ".index");
    IndexAlgorithm algorithm = IndexAlgorithms.find(shape.type()).orElseThrow();
    PhaseTimes times = new PhaseTimes();
    try (PlainIndexFile file = new PlainIndexFile(path)) {
      BuildContext context =
          new BuildContext(threads, executor, 1, new Cancellation(), times, Checkpoints.none());
      PeakMemory memory = new PeakMemory(load.values());
      long processor = ProcessCpu.nanos();
      long start = System.nanoTime();
      BuildNotes notes = algorithm.build(load.rows(), shape, context, file);
      times.stop();
      double seconds = (System.nanoTime() - start) / 1e9;
      double processorSeconds = (ProcessCpu.nanos() - processor) / 1e9;
      double peak = memory.megabytes();
      start = System.nanoTime();
      VectorIndex index = algorithm.open(file.map(arena), shape, load.rows());
      print(
          "build",
          "\"seconds\": %.3f, \"cpu_s\": %.3f, \"peak_mb\": %.1f, \"bytes\": %d, \"phases\": %s,"
              + " \"open_s\": %.4f, \"objective\": %s",
          seconds,
          processorSeconds,
          peak,
          Files.size(path),
          times.json(),
          (System.nanoTime() - start) / 1e9,
          notes.facts().getOrDefault("objective", "null"));
      return index;
    } finally {
      Files.delete(path);
    }
  }

  /**
   * Searches for queries [0, asked): one at a time on one thread, or in batches on all threads.
   *
   * @param batch queries of one search
   */
  Speed search(
      VectorIndex index,
      SearchParameters parameters,
      int batch,
      int asked,
      Workload load,
      Duration warmUp) {
    return Speed.of(
        warmUp,
        rounds,
        K,
        () -> {
          int[] right = new int[asked];
          for (int from = 0; from < asked; from += batch) {
            int count = Math.min(batch, asked - from);
            SearchTask task =
                new SearchTask(
                    load.some(from, count),
                    K,
                    parameters,
                    null,
                    batch == 1 ? 1 : threads,
                    executor,
                    new Cancellation());
            Hits hits = index.search(task);
            for (int at = 0; at < count; at++) {
              right[from + at] = load.right(from + at, hits, at);
            }
          }
          return right;
        });
  }

  @Override
  public void close() {
    executor.close();
    arena.close();
  }
}
