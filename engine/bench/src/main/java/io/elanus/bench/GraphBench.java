package io.elanus.bench;

import io.elanus.index.IndexShape;
import io.elanus.index.IndexType;
import io.elanus.index.MetricType;
import io.elanus.index.VectorIndex;
import io.elanus.kernels.Kernels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Builds one graph index over {@code base.npy} with inner product and searches {@code queries.npy}.
 *
 * <p>Prints one JSON object per line: {@code {"tool": "elanus HNSW", "measure": "build", "seconds":
 * ...}} and {@code {"measure": "single" | "batch", "ef": ..., "qps": ..., "recall": ...}}: one
 * query at a time on one thread, and all at once on all threads.
 */
public final class GraphBench implements AutoCloseable {
  private static final int[] EFS = {16, 32, 64, 128, 256, 512};

  private final Workbench bench;
  private final BenchData data;
  private final IndexShape shape;

  private GraphBench(
      Path directory, IndexType type, Map<String, Object> parameters, int threads, int rounds)
      throws IOException {
    bench = new Workbench("elanus " + type, threads, rounds);
    data = BenchData.map(directory, bench.arena());
    shape = new IndexShape(type, MetricType.IP, data.base().rows(), data.dim(), parameters);
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
    bench.printHost(Kernels.vectorised() ? "vector" : "scalar");
    VectorIndex index =
        bench.build(
            data.rows(),
            shape,
            built ->
                bench.print(
                    "\"measure\": \"build\", \"seconds\": %.3f, \"link_s\": %.3f, \"write_s\":"
                        + " %.3f, \"bytes\": %d, \"planned_bytes\": %d, \"facts\": \"%s\"",
                    built.seconds(),
                    built.times().seconds("link"),
                    built.times().seconds("write"),
                    built.bytes(),
                    built.plannedBytes(),
                    built.notes().facts()));
    for (int ef : EFS) {
      search("single", index, ef, 1);
    }
    for (int ef : EFS) {
      search("batch", index, ef, data.queryCount());
    }
  }

  private void search(String measure, VectorIndex index, int ef, int batch) {
    String effort = shape.type() == IndexType.RNSG ? "search_length" : "ef";
    Speed speed = bench.search(index, Map.of(effort, ef), batch, data.queryCount(), data);
    bench.print(
        "\"measure\": \"%s\", \"ef\": %d, \"qps\": %.1f, \"recall\": %.4f",
        measure, ef, speed.qps(), speed.recall());
  }

  @Override
  public void close() {
    bench.close();
  }
}
