package io.elanus.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.JobState;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.Cancellation;
import io.elanus.index.BitRows;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildListener;
import io.elanus.index.BuildStep;
import io.elanus.index.Checkpoints;
import io.elanus.index.FloatRows;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.IndexShape;
import io.elanus.index.SectionSink;
import io.elanus.index.VectorRows;
import io.elanus.index.algorithms.IndexAlgorithms;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The steps that each type foretells are those of its builds, and the bar moves with them. */
class BuildStepsTest {
  private static final int ROWS = 20_000;
  private static final int DIM = 16;

  static Stream<IndexShape> shapes() {
    return Stream.of(
        shape(IndexType.FLAT, Map.of()),
        shape(IndexType.IVF_FLAT, Map.of("nlist", 128)),
        shape(IndexType.IVF_SQ8, Map.of("nlist", 16)),
        shape(IndexType.IVF_PQ, Map.of("nlist", 128, "m", 8, "nbits", 8)),
        shape(IndexType.IVF_PQ, Map.of("nlist", 128, "m", 8, "nbits", 12)),
        shape(IndexType.SCANN, Map.of("nlist", 128, "with_raw_data", true)),
        shape(IndexType.HNSW, Map.of("M", 8, "efConstruction", 60)),
        shape(
            IndexType.RNSG,
            Map.of("out_degree", 20, "candidate_pool_size", 60, "search_length", 40, "knng", 40)),
        shape(IndexType.DISKANN, Map.of("max_degree", 24, "search_list_size", 50)),
        shape(IndexType.AUTOINDEX, Map.of()),
        shape(IndexType.BIN_FLAT, Map.of()),
        shape(IndexType.BIN_IVF_FLAT, Map.of("nlist", 128)));
  }

  private static IndexShape shape(IndexType type, Map<String, Object> parameters) {
    boolean binary = type.name().startsWith("BIN");
    MetricType metric = binary ? MetricType.HAMMING : MetricType.L2;
    return new IndexShape(type, metric, ROWS, binary ? 8 * DIM : DIM, parameters);
  }

  private static VectorRows rows(boolean binary) {
    Random random = new Random(3);
    if (binary) {
      byte[] bits = new byte[ROWS * DIM];
      random.nextBytes(bits);
      return BitRows.of(bits, ROWS, 8 * DIM);
    }
    float[] values = new float[ROWS * DIM];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() + i / DIM % 32;
    }
    return FloatRows.of(values, ROWS, DIM);
  }

  /** What a build told, and how far the bar was at the end of each step. */
  private static final class Told implements BuildListener {
    // One of two segments, so that the bar is never held back as it is before the end.
    final ProgressMeter meter = new ProgressMeter(2 * ROWS, () -> 1);
    final List<String> steps = new ArrayList<>();
    final Map<String, Long> rows = new LinkedHashMap<>();
    final Map<String, Double> moved = new LinkedHashMap<>();
    private String phase = "";
    private double before;

    private synchronized void move() {
      double now = meter.snapshot(JobState.RUNNING).fraction();
      assertTrue(now >= before, "the bar fell");
      moved.merge(phase, now - before, Double::sum);
      before = now;
    }

    @Override
    public synchronized void phase(String name, int iteration, int iterations, long count) {
      move();
      meter.phase(name, iteration, iterations, count);
      phase = name;
      steps.add(name + " " + iteration);
      rows.merge(name, count, Long::sum);
      move();
    }

    @Override
    public void advance(long count) {
      meter.advance(count);
      move();
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void theBarMovesWithEveryStep(IndexShape shape) throws IOException {
    IndexAlgorithm algorithm = IndexAlgorithms.find(shape.type()).orElseThrow();
    Told told = new Told();
    List<BuildStep> steps = algorithm.steps(shape);
    told.meter.start();
    told.meter.segment(ROWS, steps);
    BuildContext context =
        new BuildContext(1, null, 5, new Cancellation(), told, Checkpoints.none());
    algorithm.build(rows(shape.metric().isBinary()), shape, context, new Nowhere());
    told.move();
    assertEquals(0.5, told.before, 1e-9, "the bar ends where the next segment begins");
    List<String> foretold =
        steps.stream().map(step -> step.phase() + " " + step.iteration()).toList();
    int at = 0;
    for (String step : told.steps) {
      while (at < foretold.size() && !foretold.get(at).equals(step)) {
        at++;
      }
      assertTrue(at < foretold.size(), step + " must be among " + foretold + " in this order");
      at++;
    }
    long allRows = told.rows.values().stream().mapToLong(Long::longValue).sum();
    told.rows.forEach(
        (name, count) -> {
          double share = 2 * told.moved.get(name);
          assertTrue(share > 0, name + " moves the bar");
          double ofRows = (double) count / allRows;
          assertTrue(
              ofRows < 0.3 || share >= 0.1 || told.rows.size() > 1 && cheap(name),
              "%s goes over %.2f of the rows and has %.3f of the bar"
                  .formatted(name, ofRows, share));
        });
  }

  /** Phases that do little for each row. */
  private static boolean cheap(String phase) {
    return phase.equals("write") || phase.equals("sample");
  }

  /** Forgets what it is given. */
  private static final class Nowhere implements SectionSink {
    @Override
    public void begin(String name) {}

    @Override
    public void write(MemorySegment bytes) {}
  }
}
