package io.elanus.bench;

import io.elanus.base.Cancellation;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildNotes;
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
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Builds one graph index over {@code base.npy} with inner product and searches {@code queries.npy}.
 *
 * <p>Prints one JSON object per line: {@code {"tool": "elanus HNSW", "measure": "build", "seconds":
 * ...}} and {@code {"measure": "single" | "batch", "ef": ..., "qps": ..., "recall": ...}}: one
 * query at a time on one thread, and all at once on all threads.
 */
public final class GraphBench implements AutoCloseable {
  private static final int K = 10;
  private static final int[] EFS = {16, 32, 64, 128, 256, 512};

  private final IndexShape shape;
  private final int threads;
  private final int rounds;
  private final NpyFile base;
  private final float[] queries;
  private final int queryCount;
  private final int[] neighbours;
  private final int neighbourCount;
  private final Arena arena = Arena.ofShared();
  private final ExecutorService executor;

  private GraphBench(
      Path directory, IndexType type, Map<String, Object> parameters, int threads, int rounds)
      throws IOException {
    this.threads = threads;
    this.rounds = rounds;
    base = NpyFile.map(directory.resolve("base.npy"), arena);
    NpyFile asked = NpyFile.map(directory.resolve("queries.npy"), arena);
    queries = asked.floats();
    queryCount = asked.rows();
    NpyFile known = NpyFile.map(directory.resolve("neighbors.npy"), arena);
    neighbours = known.ints();
    neighbourCount = known.columns();
    executor = Executors.newFixedThreadPool(threads);
    shape = new IndexShape(type, MetricType.IP, base.rows(), base.columns(), parameters);
  }

  /** Arguments: directory, threads, rounds, index type, then build parameters as name=value. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 4) {
      System.err.println("usage: GraphBench DIRECTORY THREADS ROUNDS TYPE [NAME=VALUE...]");
      System.exit(2);
    }
    Map<String, Object> parameters = new LinkedHashMap<>();
    for (String parameter : Arrays.copyOfRange(arguments, 4, arguments.length)) {
      int equals = parameter.indexOf('=');
      parameters.put(
          parameter.substring(0, equals), Integer.valueOf(parameter.substring(equals + 1)));
    }
    int threads = Integer.parseInt(arguments[1]);
    int rounds = Integer.parseInt(arguments[2]);
    IndexType type = IndexType.valueOf(arguments[3]);
    try (GraphBench bench =
        new GraphBench(Path.of(arguments[0]), type, parameters, threads, rounds)) {
      bench.run();
    }
  }

  private void run() throws IOException {
    print(
        "\"measure\": \"host\", \"java\": \"%s\", \"kernels\": \"%s\"",
        Runtime.version(), Kernels.vectorised() ? "vector" : "scalar");
    VectorIndex index = build();
    for (int ef : EFS) {
      search("single", index, ef, 1, 1);
    }
    for (int ef : EFS) {
      search("batch", index, ef, queryCount, threads);
    }
  }

  private VectorIndex build() throws IOException {
    Path path = Files.createTempFile("elanus-bench", ".index");
    IndexAlgorithm algorithm = IndexAlgorithms.find(shape.type()).orElseThrow();
    PhaseTimes times = new PhaseTimes();
    try (IndexFile file = new IndexFile(path)) {
      BuildContext context =
          new BuildContext(threads, executor, 1, new Cancellation(), times, Checkpoints.none());
      FloatRows rows = new FloatRows(base.values(), base.rows(), base.columns());
      long start = System.nanoTime();
      BuildNotes notes = algorithm.build(rows, shape, context, file);
      double seconds = (System.nanoTime() - start) / 1e9;
      times.stop();
      print(
          "\"measure\": \"build\", \"seconds\": %.3f, \"link_s\": %.3f, \"write_s\": %.3f,"
              + " \"bytes\": %d, \"planned_bytes\": %d, \"facts\": \"%s\"",
          seconds,
          times.seconds("link"),
          times.seconds("write"),
          Files.size(path),
          algorithm.plan(shape, threads).fileBytes(),
          notes.facts());
      start = System.nanoTime();
      VectorIndex index = algorithm.open(file.map(arena), shape, rows);
      print("\"measure\": \"open\", \"seconds\": %.4f", (System.nanoTime() - start) / 1e9);
      return index;
    } finally {
      Files.delete(path);
    }
  }

  private void search(String measure, VectorIndex index, int ef, int batch, int threadCount) {
    String effort = shape.type() == IndexType.RNSG ? "search_length" : "ef";
    double[] seconds = new double[rounds];
    double recall = 0;
    for (int round = -1; round < rounds; round++) {
      int right = 0;
      long start = System.nanoTime();
      for (int from = 0; from < queryCount; from += batch) {
        float[] some =
            Arrays.copyOfRange(queries, from * base.columns(), (from + batch) * base.columns());
        SearchTask task =
            new SearchTask(
                new QueryVectors.Floats(some, batch),
                K,
                Map.of(effort, ef),
                null,
                threadCount,
                executor,
                new Cancellation());
        right += right(from, batch, index.search(task));
      }
      if (round >= 0) {
        seconds[round] = (System.nanoTime() - start) / 1e9;
      }
      recall = (double) right / queryCount / K;
    }
    Arrays.sort(seconds);
    print(
        "\"measure\": \"%s\", \"ef\": %d, \"qps\": %.1f, \"recall\": %.4f",
        measure, ef, queryCount / seconds[rounds / 2], recall);
  }

  private int right(int from, int count, Hits hits) {
    int right = 0;
    for (int query = 0; query < count; query++) {
      for (int i = 0; i < hits.counts()[query]; i++) {
        for (int j = 0; j < K; j++) {
          if (neighbours[(from + query) * neighbourCount + j] == hits.rows()[query * K + i]) {
            right++;
          }
        }
      }
    }
    return right;
  }

  private void print(String format, Object... values) {
    System.out.println(
        "{\"tool\": \"elanus "
            + shape.type()
            + "\", "
            + String.format(Locale.ROOT, format, values)
            + "}");
  }

  @Override
  public void close() {
    executor.close();
    arena.close();
  }
}
