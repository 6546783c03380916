package io.elanus.core.embedded;

import io.elanus.core.BuildProgress;
import io.elanus.core.JobState;
import io.elanus.index.BuildListener;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Turns the phases of a build over several segments into one fraction that never falls. A phase has
 * its usual place in the whole, learnt from builds of real data; where a build leaves phases out,
 * the next one starts where the last ended.
 */
final class ProgressMeter implements BuildListener {
  private static final double BEFORE_THE_END = 0.99;
  private static final double ENOUGH_FOR_ESTIMATE = 0.02;

  private final long totalRows;
  private final AtomicLong done = new AtomicLong();
  private long startedNanos;
  private long phaseNanos;
  private long endedNanos;
  private long rowsBefore;
  private long segmentRows;
  private String phase = "";
  private int iteration;
  private int iterations;
  private long phaseRows;
  private double phaseStart;
  private double phaseEnd;
  private double highest;

  /**
   * @param totalRows of all segments to build
   */
  ProgressMeter(long totalRows) {
    this.totalRows = totalRows;
  }

  synchronized void start() {
    startedNanos = System.nanoTime();
    phaseNanos = startedNanos;
  }

  synchronized void segment(long rows) {
    rowsBefore += segmentRows;
    segmentRows = rows;
    phaseStart = 0;
    phaseEnd = 0;
  }

  synchronized void end() {
    endedNanos = System.nanoTime();
  }

  @Override
  public synchronized void phase(String name, int newIteration, int newIterations, long rows) {
    boolean sameFamily = name.equals(phase) && newIteration > 1;
    if (!sameFamily) {
      phaseStart = Math.min(withinSegment(), usualEnd(name));
      phaseEnd = usualEnd(name);
    } else {
      fraction();
    }
    phase = name;
    iteration = newIteration;
    iterations = newIterations;
    phaseRows = rows;
    phaseNanos = System.nanoTime();
    done.set(0);
  }

  @Override
  public void advance(long rows) {
    done.addAndGet(rows);
  }

  private static double usualEnd(String phase) {
    return switch (phase) {
      case "sample" -> 0.02;
      case "train" -> 0.70;
      case "assign" -> 0.90;
      case "encode" -> 0.93;
      case "link" -> 0.95;
      default -> 1;
    };
  }

  private double withinSegment() {
    double share = phaseRows == 0 ? 0 : Math.min(1, (double) done.get() / phaseRows);
    double within = iterations == 0 ? share : (iteration - 1 + share) / iterations;
    return phaseStart + (phaseEnd - phaseStart) * within;
  }

  private double fraction() {
    double now = totalRows == 0 ? 0 : (rowsBefore + segmentRows * withinSegment()) / totalRows;
    highest = Math.max(highest, Math.min(BEFORE_THE_END, now));
    return highest;
  }

  synchronized BuildProgress snapshot(JobState state) {
    long now = endedNanos != 0 ? endedNanos : System.nanoTime();
    Duration elapsed = Duration.ofNanos(startedNanos == 0 ? 0 : now - startedNanos);
    double fraction = state == JobState.FINISHED ? 1 : fraction();
    long rows = Math.min(done.get(), phaseRows);
    double phaseSeconds = Math.max(1e-9, (now - phaseNanos) / 1e9);
    Runtime runtime = Runtime.getRuntime();
    return new BuildProgress(
        state,
        phase,
        iteration,
        iterations,
        fraction,
        rows,
        phaseRows,
        startedNanos == 0 ? 0 : rows / phaseSeconds,
        elapsed,
        remaining(state, fraction, elapsed),
        runtime.totalMemory() - runtime.freeMemory());
  }

  private static Optional<Duration> remaining(JobState state, double fraction, Duration elapsed) {
    return switch (state) {
      case FINISHED -> Optional.of(Duration.ZERO);
      case PENDING, FAILED, CANCELLED -> Optional.empty();
      case RUNNING ->
          fraction < ENOUGH_FOR_ESTIMATE
              ? Optional.empty()
              : Optional.of(
                  Duration.ofMillis((long) (elapsed.toMillis() * (1 - fraction) / fraction)));
    };
  }
}
