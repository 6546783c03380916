package io.elanus.bench;

import io.elanus.index.IndexShape;
import io.elanus.index.IndexType;
import io.elanus.index.MetricType;
import io.elanus.index.VectorIndex;
import io.elanus.kernels.Kernels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Builds DISKANN over {@code base.npy} with inner product and searches {@code queries.npy} one
 * query at a time and in batches, in one JVM.
 *
 * <p>Prints one JSON object per line: {@code {"tool": "elanus", "measure": "build", "seconds": ...,
 * "bytes": ...}} and {@code {"measure": "single" | "batch", "list": ..., "qps": ..., "recall":
 * ...}}.
 */
public final class DiskannBench implements AutoCloseable {
  private final Workbench bench;
  private final BenchData data;
  private final int[] lists;

  private DiskannBench(Path directory, int threads, int rounds, int[] lists) throws IOException {
    this.bench = new Workbench("elanus", threads, rounds);
    this.data = BenchData.map(directory, bench.arena());
    this.lists = lists;
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
    bench.printHost(Kernels.vectorised() ? "vector" : "scalar");
    VectorIndex index =
        bench.build(
            data.rows(),
            new IndexShape(
                IndexType.DISKANN, MetricType.IP, data.base().rows(), data.dim(), parameters),
            built ->
                bench.print(
                    "\"measure\": \"build\", \"seconds\": %.3f, \"train_s\": %.3f, \"assign_s\":"
                        + " %.3f, \"encode_s\": %.3f, \"link_s\": %.3f, \"write_s\": %.3f,"
                        + " \"cpu_s\": %.3f, \"bytes\": %d",
                    built.seconds(),
                    built.times().seconds("sample", "train"),
                    built.times().seconds("assign"),
                    built.times().seconds("encode"),
                    built.times().seconds("link"),
                    built.times().seconds("write"),
                    built.processorSeconds(),
                    built.bytes()));
    for (int list : lists) {
      search("single", index, list, 1);
    }
    for (int list : lists) {
      search("batch", index, list, data.queryCount());
    }
  }

  private void search(String measure, VectorIndex index, int list, int batch) {
    Speed speed = bench.search(index, Map.of("search_list", list), batch, data.queryCount(), data);
    bench.print(
        "\"measure\": \"%s\", \"list\": %d, \"qps\": %.1f, \"recall\": %.4f",
        measure, list, speed.qps(), speed.recall());
  }

  @Override
  public void close() {
    bench.close();
  }
}
