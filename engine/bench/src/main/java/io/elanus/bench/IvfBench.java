package io.elanus.bench;

import io.elanus.index.IndexShape;
import io.elanus.index.IndexType;
import io.elanus.index.MetricType;
import io.elanus.index.VectorIndex;
import io.elanus.kernels.Kernels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

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
  /** FLAT searches one at a time so many queries only. */
  private static final int FEW = 100;

  private final Workbench bench;
  private final BenchData data;

  private IvfBench(Path directory, int threads, int rounds) throws IOException {
    bench = new Workbench("elanus", threads, rounds);
    data = BenchData.map(directory, bench.arena());
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
    bench.printHost(Kernels.vectorised() ? "vector" : "scalar");
    for (IndexType type : new IndexType[] {IndexType.IVF_FLAT, IndexType.IVF_SQ8}) {
      VectorIndex index = build(type, Map.of("nlist", nlist));
      for (int batch : new int[] {1, 16, 100, data.queryCount()}) {
        for (int nprobe : new int[] {8, 32, 64}) {
          search(type, index, nprobe, batch, data.queryCount());
        }
      }
    }
    VectorIndex flat = build(IndexType.FLAT, Map.of());
    search(IndexType.FLAT, flat, 0, 1, Math.min(FEW, data.queryCount()));
    search(IndexType.FLAT, flat, 0, data.queryCount(), data.queryCount());
  }

  private VectorIndex build(IndexType type, Map<String, Object> parameters) throws IOException {
    return bench.build(
        data.rows(),
        new IndexShape(type, MetricType.IP, data.base().rows(), data.dim(), parameters),
        built ->
            bench.print(
                "\"measure\": \"build %s\", \"train_s\": %.3f, \"add_s\": %.3f, \"assign_s\": %.3f,"
                    + " \"objective\": %s",
                type,
                built.times().seconds("sample", "train"),
                built.times().seconds("assign", "write"),
                built.times().seconds("assign"),
                built.notes().facts().getOrDefault("objective", "null")));
  }

  private void search(IndexType type, VectorIndex index, int nprobe, int batch, int asked) {
    Speed speed = bench.search(index, Map.of("nprobe", nprobe), batch, asked, data);
    bench.print(
        "\"measure\": \"search %s\", \"batch\": %d, \"nprobe\": %d, \"qps\": %.1f, \"recall\":"
            + " %.4f",
        type, batch, nprobe, speed.qps(), speed.recall());
  }

  @Override
  public void close() {
    bench.close();
  }
}
