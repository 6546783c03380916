package io.elanus.bench;

import io.elanus.api.index.IndexType;
import io.elanus.api.index.MemoryPlan;
import io.elanus.api.index.MetricType;
import io.elanus.base.Cancellation;
import io.elanus.index.BitRows;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildListener;
import io.elanus.index.Checkpoints;
import io.elanus.index.FloatRows;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.IndexShape;
import io.elanus.index.VectorRows;
import io.elanus.index.algorithms.IndexAlgorithms;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Compares what a build holds at most with its memory plan, see {@link HeapMeter}.
 *
 * <p>Prints one JSON object: {@code {"type": ..., "plan_mb": ..., "peak_mb": ..., "planned": MB of
 * each phase of the plan, "held": MB of each phase of the build}}.
 *
 * @param plan what was predicted
 * @param meter what was held
 */
record MemoryBench(MemoryPlan plan, HeapMeter meter) {
  private static final double MEGABYTE = 1e6;

  /** Rows of the build that loads classes. */
  private static final int FEW = 2000;

  /** Arguments: directory, threads, index type, metric or "-", build parameters. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 4) {
      System.err.println("usage: MemoryBench DIRECTORY THREADS TYPE METRIC [NAME=VALUE...]");
      System.exit(2);
    }
    try (Arena arena = Arena.ofShared()) {
      Workload load = Workload.map(Path.of(arguments[0]), arena);
      IndexShape shape = shape(load, List.of(arguments).subList(2, arguments.length));
      MemoryBench found = of(load.rows(), shape, Integer.parseInt(arguments[1]));
      System.out.printf(
          Locale.ROOT,
          "{\"type\": \"%s\", \"plan_mb\": %.2f, \"peak_mb\": %.2f, \"planned\": {%s},"
              + " \"held\": {%s}}%n",
          shape.type(),
          found.plan.peakHeapBytes() / MEGABYTE,
          found.meter.peak() / MEGABYTE,
          found.plan.phases().stream()
              .map(phase -> pair(phase.name(), phase.heapBytes()))
              .collect(Collectors.joining(", ")),
          found.meter.peaks().entrySet().stream()
              .map(phase -> pair(phase.getKey(), phase.getValue()))
              .collect(Collectors.joining(", ")));
    }
  }

  /**
   * The index that is asked for: its type, metric or "-" for that of the load, build parameters.
   */
  static IndexShape shape(Workload load, List<String> asked) {
    MetricType metric = asked.get(1).equals("-") ? load.metric() : MetricType.valueOf(asked.get(1));
    Map<String, Object> parameters = new LinkedHashMap<>();
    for (String pair : asked.subList(2, asked.size())) {
      parameters.put(IndexBench.name(pair), IndexBench.value(pair));
    }
    VectorRows rows = load.rows();
    IndexType type = IndexType.valueOf(asked.getFirst());
    return new IndexShape(type, metric, rows.count(), rows.dim(), parameters);
  }

  private static String pair(String phase, long bytes) {
    return String.format(Locale.ROOT, "\"%s\": %.2f", phase, bytes / MEGABYTE);
  }

  /** Plans a build and watches it, after a small one that loads its classes. */
  static MemoryBench of(VectorRows rows, IndexShape shape, int threads) throws IOException {
    int few = Math.min(FEW, rows.count());
    VectorRows first =
        switch (rows) {
          case FloatRows floats -> new FloatRows(floats.values(), few, floats.dim());
          case BitRows bits -> new BitRows(bits.values(), few, bits.dim());
        };
    IndexShape small =
        new IndexShape(shape.type(), shape.metric(), few, shape.dim(), shape.parameters());
    IndexAlgorithm algorithm = IndexAlgorithms.find(shape.type()).orElseThrow();
    MemoryPlan plan = algorithm.plan(shape, threads);
    Path path = Files.createTempFile("elanus-bench", ".index");
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      try (PlainIndexFile file = new PlainIndexFile(path)) {
        algorithm.build(
            first,
            small,
            context(threads, executor, BuildListener.none(), Checkpoints.none()),
            file);
      }
      try (PlainIndexFile file = new PlainIndexFile(path)) {
        HeapMeter meter = new HeapMeter();
        algorithm.build(rows, shape, context(threads, executor, meter, meter), meter.watch(file));
        return new MemoryBench(plan, meter);
      }
    } finally {
      Files.delete(path);
    }
  }

  private static BuildContext context(
      int threads, ExecutorService executor, BuildListener listener, Checkpoints checkpoints) {
    return new BuildContext(threads, executor, 1, new Cancellation(), listener, checkpoints);
  }
}
