package io.elanus.bench;

import io.elanus.base.Cancellation;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildNotes;
import io.elanus.index.Checkpoints;
import io.elanus.index.Hits;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.IndexShape;
import io.elanus.index.QueryVectors;
import io.elanus.index.SearchTask;
import io.elanus.index.VectorIndex;
import io.elanus.index.VectorRows;
import io.elanus.index.algorithms.IndexAlgorithms;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * What the measurements of Elanus share: threads, builds into a temporary file, searches one at a
 * time and in batches, and lines of JSON.
 */
final class Workbench implements AutoCloseable {
  /** Neighbours wanted of each query. */
  static final int K = 10;

  private final String tool;
  private final int threads;
  private final int rounds;
  private final Arena arena = Arena.ofShared();
  private final ExecutorService executor;

  /** What a build took. */
  record Built(
      double seconds,
      double processorSeconds,
      PhaseTimes times,
      BuildNotes notes,
      long bytes,
      long plannedBytes) {}

  /** The queries from one number on. */
  @FunctionalInterface
  interface Asked {
    QueryVectors some(int from, int count);
  }

  /** Counts the neighbours found for the queries from one number on. */
  @FunctionalInterface
  interface Counted {
    int right(int from, Hits hits);
  }

  /**
   * @param tool by which the lines name what was measured
   */
  Workbench(String tool, int threads, int rounds) {
    this.tool = tool;
    this.threads = threads;
    this.rounds = rounds;
    this.executor = Executors.newFixedThreadPool(threads);
  }

  /** Lives as long as this. */
  Arena arena() {
    return arena;
  }

  /** Prints one JSON object. */
  void print(String format, Object... values) {
    System.out.println(
        "{\"tool\": \"" + tool + "\", " + String.format(Locale.ROOT, format, values) + "}");
  }

  void printHost(String kernels) {
    print(
        "\"measure\": \"host\", \"java\": \"%s\", \"kernels\": \"%s\"", Runtime.version(), kernels);
  }

  VectorIndex build(VectorRows rows, IndexShape shape, Consumer<Built> report) throws IOException {
    Path path = Files.createTempFile("elanus-bench", ".index");
    IndexAlgorithm algorithm = IndexAlgorithms.find(shape.type()).orElseThrow();
    PhaseTimes times = new PhaseTimes();
    try (IndexFile file = new IndexFile(path)) {
      BuildContext context =
          new BuildContext(threads, executor, 1, new Cancellation(), times, Checkpoints.none());
      long processor = ProcessCpu.nanos();
      long start = System.nanoTime();
      BuildNotes notes = algorithm.build(rows, shape, context, file);
      times.stop();
      report.accept(
          new Built(
              (System.nanoTime() - start) / 1e9,
              (ProcessCpu.nanos() - processor) / 1e9,
              times,
              notes,
              Files.size(path),
              algorithm.plan(shape, threads).fileBytes()));
      start = System.nanoTime();
      VectorIndex index = algorithm.open(file.map(arena), shape, rows);
      print(
          "\"measure\": \"open\", \"type\": \"%s\", \"seconds\": %.4f",
          shape.type(), (System.nanoTime() - start) / 1e9);
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
      Map<String, Object> parameters,
      int batch,
      int asked,
      Asked queries,
      Counted counted) {
    return Speed.of(
        rounds,
        asked,
        K,
        () -> {
          int right = 0;
          for (int from = 0; from < asked; from += batch) {
            SearchTask task =
                new SearchTask(
                    queries.some(from, Math.min(batch, asked - from)),
                    K,
                    parameters,
                    null,
                    batch == 1 ? 1 : threads,
                    executor,
                    new Cancellation());
            right += counted.right(from, index.search(task));
          }
          return right;
        });
  }

  Speed search(
      VectorIndex index, Map<String, Object> parameters, int batch, int asked, BenchData data) {
    return search(
        index, parameters, batch, asked, data::some, (from, hits) -> data.right(from, K, hits));
  }

  @Override
  public void close() {
    executor.close();
    arena.close();
  }
}
