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
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Builds IVF_FLAT, IVF_SQ8 and FLAT over {@code base.npy} with inner product and searches {@code
 * queries.npy}, one query at a time in one thread and in batches in all threads, in one JVM, warm
 * before each measurement.
 *
 * <p>Prints one JSON object per line: {@code {"tool": "elanus", "measure": "build IVF_FLAT",
 * "train_s": ..., "add_s": ..., "objective": ...}} and {@code {"measure": "search IVF_FLAT",
 * "batch": ..., "nprobe": ..., "qps": ..., "recall": ...}}.
 */
public final class IvfBench implements AutoCloseable {
  private static final int K = 10;

  /** Searches before the first measured round, until C2 has compiled what they run. */
  private static final long WARM_UP_NANOS = 1_500_000_000L;

  /** FLAT searches one at a time so many queries only. */
  private static final int FEW = 100;

  private final int threads;
  private final int rounds;
  private final NpyFile base;
  private final float[] queries;
  private final int queryCount;
  private final int[] neighbours;
  private final int neighbourCount;
  private final Arena arena = Arena.ofShared();
  private final ExecutorService executor;

  private IvfBench(Path directory, int threads, int rounds) throws IOException {
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
  }

  /** Arguments: directory, nlist, threads, rounds. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 4) {
      System.err.println("usage: IvfBench DIRECTORY NLIST THREADS ROUNDS");
      System.exit(2);
    }
    Path directory = Path.of(arguments[0]);
    int nlist = Integer.parseInt(arguments[1]);
    int threads = Integer.parseInt(arguments[2]);
    int rounds = Integer.parseInt(arguments[3]);
    try (IvfBench bench = new IvfBench(directory, threads, rounds)) {
      bench.run(nlist);
    }
  }

  private void run(int nlist) throws IOException {
    print(
        "\"measure\": \"host\", \"java\": \"%s\", \"kernels\": \"%s\"",
        Runtime.version(), Kernels.vectorised() ? "vector" : "scalar");
    for (IndexType type : new IndexType[] {IndexType.IVF_FLAT, IndexType.IVF_SQ8}) {
      VectorIndex index = build(shape(type, Map.of("nlist", nlist)));
      for (int batch : new int[] {1, 16, 100, queryCount}) {
        for (int nprobe : new int[] {8, 32, 64}) {
          search(type, index, nprobe, batch, queryCount);
        }
      }
    }
    VectorIndex flat = build(shape(IndexType.FLAT, Map.of()));
    search(IndexType.FLAT, flat, 0, 1, Math.min(FEW, queryCount));
    search(IndexType.FLAT, flat, 0, queryCount, queryCount);
  }

  private IndexShape shape(IndexType type, Map<String, Object> parameters) {
    return new IndexShape(type, MetricType.IP, base.rows(), base.columns(), parameters);
  }

  private VectorIndex build(IndexShape shape) throws IOException {
    Path path = Files.createTempFile("elanus-bench", ".index");
    IndexAlgorithm algorithm = IndexAlgorithms.find(shape.type()).orElseThrow();
    PhaseTimes times = new PhaseTimes();
    try (IndexFile file = new IndexFile(path)) {
      BuildContext context =
          new BuildContext(threads, executor, 1, new Cancellation(), times, Checkpoints.none());
      FloatRows rows = new FloatRows(base.values(), base.rows(), base.columns());
      BuildNotes notes = algorithm.build(rows, shape, context, file);
      times.stop();
      print(
          "\"measure\": \"build %s\", \"train_s\": %.3f, \"add_s\": %.3f, \"assign_s\": %.3f,"
              + " \"objective\": %s",
          shape.type(),
          times.seconds("sample", "train"),
          times.seconds("assign", "write"),
          times.seconds("assign"),
          notes.facts().getOrDefault("objective", "null"));
      return algorithm.open(file.map(arena), shape, rows);
    } finally {
      Files.delete(path);
    }
  }

  private void search(IndexType type, VectorIndex index, int nprobe, int batch, int asked) {
    double[] seconds = new double[rounds];
    double recall = 0;
    long warm = System.nanoTime() + WARM_UP_NANOS;
    for (int round = -1; round < rounds; round++) {
      int right = 0;
      long start = System.nanoTime();
      for (int from = 0; from < asked; from += batch) {
        int count = Math.min(batch, asked - from);
        float[] some =
            Arrays.copyOfRange(queries, from * base.columns(), (from + count) * base.columns());
        SearchTask task =
            new SearchTask(
                new QueryVectors.Floats(some, count),
                K,
                Map.of("nprobe", nprobe),
                null,
                batch == 1 ? 1 : threads,
                executor,
                new Cancellation());
        right += right(from, count, index.search(task));
      }
      if (round >= 0) {
        seconds[round] = (System.nanoTime() - start) / 1e9;
      } else if (System.nanoTime() < warm) {
        round--;
      }
      recall = (double) right / asked / K;
    }
    Arrays.sort(seconds);
    print(
        "\"measure\": \"search %s\", \"batch\": %d, \"nprobe\": %d, \"qps\": %.1f, \"recall\":"
            + " %.4f",
        type, batch, nprobe, asked / seconds[rounds / 2], recall);
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
