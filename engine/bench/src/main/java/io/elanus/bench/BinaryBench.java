package io.elanus.bench;

import io.elanus.base.Cancellation;
import io.elanus.index.BitRows;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildNotes;
import io.elanus.index.Checkpoints;
import io.elanus.index.Hits;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.IndexShape;
import io.elanus.index.IndexType;
import io.elanus.index.MetricType;
import io.elanus.index.QueryVectors;
import io.elanus.index.SearchTask;
import io.elanus.index.VectorIndex;
import io.elanus.index.algorithms.IndexAlgorithms;
import io.elanus.index.binary.UnindexedBits;
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
 * Builds BIN_FLAT and BIN_IVF_FLAT over the codes in {@code base.npy} and searches {@code
 * queries.npy} by Hamming distance, in one JVM.
 *
 * <p>Prints JSON lines: {@code {"tool": "elanus", "measure": "build BIN_IVF_FLAT", "train_s": ...,
 * "add_s": ...}} and {@code {"measure": "ivf single" | "ivf batch" | "flat single" | "flat batch" |
 * "unindexed single" | "unindexed batch", "nprobe": ..., "qps": ..., "recall": ...}}. Recall counts
 * the neighbours that are not further than the tenth nearest, whose distance is in {@code
 * limits.npy}.
 */
public final class BinaryBench implements AutoCloseable {
  private static final int K = 10;

  private final int threads;
  private final int rounds;
  private final BitRows rows;
  private final byte[] queries;
  private final int queryCount;
  private final int[] limits;
  private final Arena arena = Arena.ofShared();
  private final ExecutorService executor;

  private BinaryBench(Path directory, int threads, int rounds) throws IOException {
    this.threads = threads;
    this.rounds = rounds;
    NpyFile base = NpyFile.map(directory.resolve("base.npy"), arena);
    rows = new BitRows(base.values(), base.rows(), base.columns() * Byte.SIZE);
    NpyFile asked = NpyFile.map(directory.resolve("queries.npy"), arena);
    queries = asked.bytes();
    queryCount = asked.rows();
    limits = NpyFile.map(directory.resolve("limits.npy"), arena).ints();
    executor = Executors.newFixedThreadPool(threads);
  }

  /** Arguments: directory, nlist, threads, rounds. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 4) {
      System.err.println("usage: BinaryBench DIRECTORY NLIST THREADS ROUNDS");
      System.exit(2);
    }
    int nlist = Integer.parseInt(arguments[1]);
    int threads = Integer.parseInt(arguments[2]);
    int rounds = Integer.parseInt(arguments[3]);
    try (BinaryBench bench = new BinaryBench(Path.of(arguments[0]), threads, rounds)) {
      bench.run(nlist);
    }
  }

  private void run(int nlist) throws IOException {
    print(
        "\"measure\": \"host\", \"java\": \"%s\", \"kernels\": \"%s\"",
        Runtime.version(), Kernels.vectorised() ? "vector" : "scalar");
    VectorIndex ivf = build(IndexType.BIN_IVF_FLAT, Map.of("nlist", nlist));
    for (int nprobe : new int[] {8, 32, 64}) {
      search("ivf single", ivf, nprobe, 1, 1);
    }
    for (int nprobe : new int[] {8, 32, 64}) {
      search("ivf batch", ivf, nprobe, queryCount, threads);
    }
    VectorIndex flat = build(IndexType.BIN_FLAT, Map.of());
    search("flat single", flat, 0, 1, 1);
    search("flat batch", flat, 0, queryCount, threads);
    VectorIndex unindexed = UnindexedBits.of(rows, MetricType.HAMMING);
    search("unindexed single", unindexed, 0, 1, 1);
    search("unindexed batch", unindexed, 0, queryCount, threads);
  }

  private VectorIndex build(IndexType type, Map<String, Object> parameters) throws IOException {
    IndexShape shape =
        new IndexShape(type, MetricType.HAMMING, rows.count(), rows.dim(), parameters);
    Path path = Files.createTempFile("elanus-bench", ".index");
    IndexAlgorithm algorithm = IndexAlgorithms.find(type).orElseThrow();
    PhaseTimes times = new PhaseTimes();
    try (IndexFile file = new IndexFile(path)) {
      BuildContext context =
          new BuildContext(threads, executor, 1, new Cancellation(), times, Checkpoints.none());
      BuildNotes notes = algorithm.build(rows, shape, context, file);
      times.stop();
      print(
          "\"measure\": \"build %s\", \"train_s\": %.3f, \"add_s\": %.3f, \"objective\": %s",
          type,
          times.seconds("sample", "train"),
          times.seconds("assign", "write"),
          notes.facts().getOrDefault("objective", "null"));
      return algorithm.open(file.map(arena), shape, rows);
    } finally {
      Files.delete(path);
    }
  }

  private void search(String measure, VectorIndex index, int nprobe, int batch, int threadCount) {
    double[] seconds = new double[rounds];
    double recall = 0;
    int width = rows.width();
    for (int round = -1; round < rounds; round++) {
      int right = 0;
      long start = System.nanoTime();
      for (int from = 0; from < queryCount; from += batch) {
        byte[] some = Arrays.copyOfRange(queries, from * width, (from + batch) * width);
        SearchTask task =
            new SearchTask(
                new QueryVectors.Bits(some, batch),
                K,
                Map.of("nprobe", nprobe),
                null,
                threadCount,
                executor,
                new Cancellation());
        right += right(from, index.search(task));
      }
      if (round >= 0) {
        seconds[round] = (System.nanoTime() - start) / 1e9;
      }
      recall = (double) right / queryCount / K;
    }
    Arrays.sort(seconds);
    print(
        "\"measure\": \"%s\", \"nprobe\": %d, \"qps\": %.1f, \"recall\": %.4f",
        measure, nprobe, queryCount / seconds[rounds / 2], recall);
  }

  private int right(int from, Hits hits) {
    int right = 0;
    for (int query = 0; query < hits.counts().length; query++) {
      for (int i = 0; i < hits.counts()[query]; i++) {
        right += hits.distances()[query * K + i] <= limits[from + query] ? 1 : 0;
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
