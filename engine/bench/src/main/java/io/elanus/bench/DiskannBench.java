package io.elanus.bench;

import io.elanus.base.Cancellation;
import io.elanus.index.BuildContext;
import io.elanus.index.Checkpoints;
import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.IndexShape;
import io.elanus.index.IndexType;
import io.elanus.index.MetricType;
import io.elanus.index.QueryVectors;
import io.elanus.index.SearchTask;
import io.elanus.index.VectorIndex;
import io.elanus.index.algorithms.IndexAlgorithms;
import io.elanus.kernels.Kernels;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Builds DISKANN over {@code base.npy} with inner product and searches {@code queries.npy} one
 * query at a time and in batches, in one JVM.
 *
 * <p>Prints one JSON object per line: {@code {"tool": "elanus", "measure": "build", "seconds": ...,
 * "bytes": ...}} and {@code {"measure": "single" | "batch", "list": ..., "qps": ..., "recall":
 * ...}}.
 */
public final class DiskannBench implements AutoCloseable {
  private static final int K = 10;

  private final int threads;
  private final int rounds;
  private final int[] lists;
  private final GraphData data;
  private final Arena arena = Arena.ofShared();
  private final ExecutorService executor;

  private DiskannBench(Path directory, int threads, int rounds, int[] lists) throws IOException {
    this.threads = threads;
    this.rounds = rounds;
    this.lists = lists;
    this.data = GraphData.map(directory, arena);
    this.executor = Executors.newFixedThreadPool(threads);
  }

  /** Arguments: directory, max_degree, search_list_size, threads, rounds, search lists. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 6) {
      System.err.println(
          "usage: DiskannBench DIRECTORY MAX_DEGREE SEARCH_LIST_SIZE THREADS ROUNDS"
              + " SEARCH_LIST...");
      System.exit(2);
    }
    int[] numbers = Arrays.stream(arguments).skip(1).mapToInt(Integer::parseInt).toArray();
    int[] lists = Arrays.copyOfRange(numbers, 4, numbers.length);
    try (DiskannBench bench =
        new DiskannBench(Path.of(arguments[0]), numbers[2], numbers[3], lists)) {
      bench.run(Map.of("max_degree", numbers[0], "search_list_size", numbers[1]));
    }
  }

  private void run(Map<String, Object> parameters) throws IOException {
    print(
        "\"measure\": \"host\", \"java\": \"%s\", \"kernels\": \"%s\"",
        Runtime.version(), Kernels.vectorised() ? "vector" : "scalar");
    VectorIndex index = build(parameters);
    for (int list : lists) {
      search("single", index, list, 1, 1);
    }
    for (int list : lists) {
      search("batch", index, list, data.queryCount(), threads);
    }
  }

  private VectorIndex build(Map<String, Object> parameters) throws IOException {
    IndexShape shape =
        new IndexShape(
            IndexType.DISKANN, MetricType.IP, data.base().rows(), data.dim(), parameters);
    Path path = Files.createTempFile("elanus-bench", ".index");
    IndexAlgorithm algorithm = IndexAlgorithms.find(shape.type()).orElseThrow();
    PhaseTimes times = new PhaseTimes();
    try (IndexFile file = new IndexFile(path)) {
      BuildContext context =
          new BuildContext(threads, executor, 1, new Cancellation(), times, Checkpoints.none());
      FloatRows rows = new FloatRows(data.base().values(), data.base().rows(), data.dim());
      long cpu = ProcessCpu.nanos();
      long start = System.nanoTime();
      algorithm.build(rows, shape, context, file);
      times.stop();
      print(
          "\"measure\": \"build\", \"seconds\": %.3f, \"train_s\": %.3f, \"assign_s\": %.3f,"
              + " \"encode_s\": %.3f, \"link_s\": %.3f, \"write_s\": %.3f, \"cpu_s\": %.3f,"
              + " \"bytes\": %d",
          (System.nanoTime() - start) / 1e9,
          times.seconds("sample", "train"),
          times.seconds("assign"),
          times.seconds("encode"),
          times.seconds("link"),
          times.seconds("write"),
          (ProcessCpu.nanos() - cpu) / 1e9,
          Files.size(path));
      start = System.nanoTime();
      VectorIndex index = algorithm.open(file.map(arena), shape, rows);
      print("\"measure\": \"open\", \"seconds\": %.4f", (System.nanoTime() - start) / 1e9);
      return index;
    } finally {
      Files.delete(path);
    }
  }

  private void search(String measure, VectorIndex index, int list, int batch, int threadCount) {
    double[] seconds = new double[rounds];
    double recall = 0;
    for (int round = -1; round < rounds; round++) {
      int right = 0;
      long start = System.nanoTime();
      for (int from = 0; from < data.queryCount(); from += batch) {
        float[] some =
            Arrays.copyOfRange(data.queries(), from * data.dim(), (from + batch) * data.dim());
        SearchTask task =
            new SearchTask(
                new QueryVectors.Floats(some, batch),
                K,
                Map.of("search_list", list),
                null,
                threadCount,
                executor,
                new Cancellation());
        Hits hits = index.search(task);
        for (int query = 0; query < batch; query++) {
          int found = query * K;
          right += data.right(from + query, K, i -> hits.rows()[found + i]);
        }
      }
      if (round >= 0) {
        seconds[round] = (System.nanoTime() - start) / 1e9;
      }
      recall = (double) right / data.queryCount() / K;
    }
    Arrays.sort(seconds);
    print(
        "\"measure\": \"%s\", \"list\": %d, \"qps\": %.1f, \"recall\": %.4f",
        measure, list, data.queryCount() / seconds[rounds / 2], recall);
  }

  private static void print(String format, Object... values) {
    System.out.println(
        "{\"tool\": \"elanus\", " + String.format(Locale.ROOT, format, values) + "}");
  }

  @Override
  public void close() {
    executor.close();
    arena.close();
  }
}
