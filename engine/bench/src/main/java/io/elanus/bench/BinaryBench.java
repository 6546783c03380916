package io.elanus.bench;

import io.elanus.index.BitRows;
import io.elanus.index.Hits;
import io.elanus.index.IndexShape;
import io.elanus.index.IndexType;
import io.elanus.index.MetricType;
import io.elanus.index.QueryVectors;
import io.elanus.index.VectorIndex;
import io.elanus.index.binary.UnindexedBits;
import io.elanus.kernels.Kernels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

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
  private final Workbench bench;
  private final BitRows rows;
  private final byte[] queries;
  private final int queryCount;
  private final int[] limits;

  private BinaryBench(Path directory, int threads, int rounds) throws IOException {
    bench = new Workbench("elanus", threads, rounds);
    NpyFile base = NpyFile.map(directory.resolve("base.npy"), bench.arena());
    rows = new BitRows(base.values(), base.rows(), base.columns() * Byte.SIZE);
    NpyFile asked = NpyFile.map(directory.resolve("queries.npy"), bench.arena());
    queries = asked.bytes();
    queryCount = asked.rows();
    limits = NpyFile.map(directory.resolve("limits.npy"), bench.arena()).ints();
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
    bench.printHost(Kernels.vectorised() ? "vector" : "scalar");
    VectorIndex ivf = build(IndexType.BIN_IVF_FLAT, Map.of("nlist", nlist));
    for (int nprobe : new int[] {8, 32, 64}) {
      search("ivf single", ivf, nprobe, 1);
    }
    for (int nprobe : new int[] {8, 32, 64}) {
      search("ivf batch", ivf, nprobe, queryCount);
    }
    VectorIndex flat = build(IndexType.BIN_FLAT, Map.of());
    search("flat single", flat, 0, 1);
    search("flat batch", flat, 0, queryCount);
    VectorIndex unindexed = UnindexedBits.of(rows, MetricType.HAMMING);
    search("unindexed single", unindexed, 0, 1);
    search("unindexed batch", unindexed, 0, queryCount);
  }

  private VectorIndex build(IndexType type, Map<String, Object> parameters) throws IOException {
    return bench.build(
        rows,
        new IndexShape(type, MetricType.HAMMING, rows.count(), rows.dim(), parameters),
        built ->
            bench.print(
                "\"measure\": \"build %s\", \"train_s\": %.3f, \"add_s\": %.3f, \"objective\": %s",
                type,
                built.times().seconds("sample", "train"),
                built.times().seconds("assign", "write"),
                built.notes().facts().getOrDefault("objective", "null")));
  }

  private void search(String measure, VectorIndex index, int nprobe, int batch) {
    Speed speed =
        bench.search(index, Map.of("nprobe", nprobe), batch, queryCount, this::some, this::right);
    bench.print(
        "\"measure\": \"%s\", \"nprobe\": %d, \"qps\": %.1f, \"recall\": %.4f",
        measure, nprobe, speed.qps(), speed.recall());
  }

  private QueryVectors some(int from, int count) {
    int width = rows.width();
    return new QueryVectors.Bits(
        Arrays.copyOfRange(queries, from * width, (from + count) * width), count);
  }

  private int right(int from, Hits hits) {
    int right = 0;
    for (int query = 0; query < hits.counts().length; query++) {
      for (int i = 0; i < hits.counts()[query]; i++) {
        right += hits.distances()[query * Workbench.K + i] <= limits[from + query] ? 1 : 0;
      }
    }
    return right;
  }

  @Override
  public void close() {
    bench.close();
  }
}
