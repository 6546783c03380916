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
 * Builds IVF_PQ (m a quarter of dim, nbits 8) and SCANN over {@code base.npy} with inner product
 * and searches {@code queries.npy}, in one JVM.
 *
 * <p>Prints one JSON object per line: {@code {"tool": "elanus", "measure": "build IVF_PQ",
 * "train_s": ..., "add_s": ..., "bytes": ...}} and {@code {"measure": "IVF_PQ single", "nprobe":
 * ..., "reorder_k": ..., "qps": ..., "recall": ...}}.
 */
public final class PqBench implements AutoCloseable {
  private static final int[] NPROBES = {8, 32, 64};

  private final Workbench bench;
  private final BenchData data;

  private PqBench(Path directory, int threads, int rounds) throws IOException {
    bench = new Workbench("elanus", threads, rounds);
    data = BenchData.map(directory, bench.arena());
  }

  /** Arguments: directory, nlist, threads, rounds. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 4) {
      System.err.println("usage: PqBench DIRECTORY NLIST THREADS ROUNDS");
      System.exit(2);
    }
    Path directory = Path.of(arguments[0]);
    int nlist = Integer.parseInt(arguments[1]);
    int threads = Integer.parseInt(arguments[2]);
    int rounds = Integer.parseInt(arguments[3]);
    try (PqBench bench = new PqBench(directory, threads, rounds)) {
      bench.run(nlist);
    }
  }

  private void run(int nlist) throws IOException {
    bench.printHost(Kernels.codes().getClass().getSimpleName());
    measure(IndexType.IVF_PQ, Map.of("nlist", nlist, "m", data.dim() / 4, "nbits", 8), 0);
    measure(IndexType.SCANN, Map.of("nlist", nlist, "with_raw_data", true), 10, 100, 200);
  }

  private void measure(IndexType type, Map<String, Object> parameters, int... reorders)
      throws IOException {
    VectorIndex index =
        bench.build(
            data.rows(),
            new IndexShape(type, MetricType.IP, data.base().rows(), data.dim(), parameters),
            built ->
                bench.print(
                    "\"measure\": \"build %s\", \"train_s\": %.3f, \"add_s\": %.3f, \"bytes\": %d",
                    type,
                    built.times().seconds("sample", "train"),
                    built.times().seconds("assign", "encode", "write"),
                    built.bytes()));
    for (int reorder : reorders) {
      for (int nprobe : NPROBES) {
        search(type + " single", index, nprobe, reorder, 1);
      }
      for (int nprobe : NPROBES) {
        search(type + " batch", index, nprobe, reorder, data.queryCount());
      }
    }
  }

  private void search(String measure, VectorIndex index, int nprobe, int reorder, int batch) {
    Map<String, Object> parameters = Map.of("nprobe", nprobe, "reorder_k", reorder);
    Speed speed = bench.search(index, parameters, batch, data.queryCount(), data);
    bench.print(
        "\"measure\": \"%s\", \"nprobe\": %d, \"reorder_k\": %d, \"qps\": %.1f, \"recall\": %.4f",
        measure, nprobe, reorder, speed.qps(), speed.recall());
  }

  @Override
  public void close() {
    bench.close();
  }
}
