package io.elanus.core;

import io.elanus.api.JobProgress;
import io.elanus.api.JobState;
import io.elanus.index.BuildListener;
import io.elanus.index.BuildStep;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Turns the phases of a build over several segments into one fraction that never falls. Each step
 * of a build has the place in the whole that its algorithm foretold; where a build leaves steps
 * out, the next one starts where the last ended. Only iterations of the next one's own phase were
 * done before, by a build that is taken up: there it starts behind them.
 */
final class ProgressMeter implements BuildListener {
  private static final double BEFORE_THE_END = 0.99;
  private static final Duration WARM_UP = Duration.ofSeconds(10);

  private final long totalRows;
  private final LongSupplier nanoTime;
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
  private List<BuildStep> steps = List.of();
  private double wholeWork;
  private int passedSteps;
  private double passedWork;
  private double stepStart;
  private double stepEnd;
  private double highest;
  private RemainingTime remaining = new RemainingTime();

  /**
   * @param totalRows of all segments to build
   */
  ProgressMeter(long totalRows) {
    this(totalRows, System::nanoTime);
  }

  ProgressMeter(long totalRows, LongSupplier nanoTime) {
    this.totalRows = totalRows;
    this.nanoTime = nanoTime;
  }

  synchronized void start() {
    startedNanos = nanoTime.getAsLong();
    remaining = new RemainingTime();
    phaseNanos = startedNanos;
  }

  /**
   * Counts rows as done that need no work, where the next segment begins behind them.
   *
   * @param rows of all segments before the next one
   */
  synchronized void passed(long rows) {
    rowsBefore = rows;
    segmentRows = 0;
  }

  /** Begins the next segment, whose build will take these steps. */
  synchronized void segment(long rows, List<BuildStep> segmentSteps) {
    rowsBefore += segmentRows;
    segmentRows = rows;
    steps = segmentSteps;
    wholeWork = steps.stream().mapToDouble(BuildStep::work).sum();
    passedSteps = 0;
    passedWork = 0;
    stepStart = 0;
    stepEnd = 0;
  }

  synchronized void end() {
    endedNanos = nanoTime.getAsLong();
  }

  @Override
  public synchronized void phase(String name, int newIteration, int newIterations, long rows) {
    fraction();
    stepStart = withinSegment();
    int next = passedSteps;
    stepEnd = Math.max(stepStart, endOf(name, newIteration));
    int before = passedSteps - 2;
    if (before >= next && steps.get(before).phase().equals(name)) {
      double begin = (passedWork - steps.get(passedSteps - 1).work()) / wholeWork;
      stepStart = Math.max(stepStart, begin);
      remaining = new RemainingTime();
    }
    boolean again = name.equals(phase) && newIteration == 2;
    if (again && nanoTime.getAsLong() - phaseNanos < WARM_UP.toNanos()) {
      // A short first round went for what the JVM compiled in it: the pace is that of the others.
      remaining = new RemainingTime();
    }
    phase = name;
    iteration = newIteration;
    iterations = newIterations;
    phaseRows = rows;
    phaseNanos = nanoTime.getAsLong();
    done.set(0);
  }

  @Override
  public void advance(long rows) {
    done.addAndGet(rows);
  }

  /** Passes the steps up to one; returns the share of work at its end. */
  private double endOf(String name, int wanted) {
    double work = passedWork;
    for (int i = passedSteps; i < steps.size(); i++) {
      BuildStep step = steps.get(i);
      work += step.work();
      if (step.phase().equals(name) && step.iteration() == wanted) {
        passedSteps = i + 1;
        passedWork = work;
        break;
      }
    }
    return wholeWork == 0 ? 0 : passedWork / wholeWork;
  }

  private double withinSegment() {
    double share = phaseRows == 0 ? 0 : Math.min(1, (double) done.get() / phaseRows);
    return stepStart + (stepEnd - stepStart) * share;
  }

  private double fraction() {
    double now = totalRows == 0 ? 0 : (rowsBefore + segmentRows * withinSegment()) / totalRows;
    highest = Math.max(highest, Math.min(BEFORE_THE_END, now));
    return highest;
  }

  /** Rows and pace are those of the phase; of a finished build, those of the whole. */
  synchronized JobProgress snapshot(JobState state) {
    long now = endedNanos != 0 ? endedNanos : nanoTime.getAsLong();
    Duration elapsed = Duration.ofNanos(startedNanos == 0 ? 0 : now - startedNanos);
    double fraction = state == JobState.FINISHED ? 1 : fraction();
    boolean finished = state == JobState.FINISHED;
    long rows = finished ? totalRows : Math.min(done.get(), phaseRows);
    double seconds = Math.max(1e-9, finished ? elapsed.toNanos() / 1e9 : (now - phaseNanos) / 1e9);
    Runtime runtime = Runtime.getRuntime();
    return new JobProgress(
        state,
        phase,
        iteration,
        iterations,
        fraction,
        rows,
        finished ? totalRows : phaseRows,
        startedNanos == 0 ? 0 : rows / seconds,
        elapsed,
        remaining(state, fraction, elapsed),
        runtime.totalMemory() - runtime.freeMemory());
  }

  private Optional<Duration> remaining(JobState state, double fraction, Duration elapsed) {
    return switch (state) {
      case FINISHED -> Optional.of(Duration.ZERO);
      case PENDING, FAILED, CANCELLED -> Optional.empty();
      case RUNNING -> {
        remaining.record(elapsed, fraction);
        boolean warmingUp = phase.equals("sample") || iterations > 1 && iteration == 1;
        yield warmingUp && elapsed.compareTo(WARM_UP) < 0 ? Optional.empty() : remaining.estimate();
      }
    };
  }
}
