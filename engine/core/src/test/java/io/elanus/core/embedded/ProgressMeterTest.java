package io.elanus.core.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.core.BuildProgress;
import io.elanus.core.JobState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressMeterTest {
  private static final int ROWS = 10_000;
  private static final int STEPS = 100;

  private long nanos = 1;
  private double lastFraction;
  private final ProgressMeter meter = new ProgressMeter(ROWS, () -> nanos);

  /** What a phase of a build does: rows bit by bit, at one pace. */
  private void phase(String name, int iteration, int iterations, double seconds, Watch watch) {
    meter.phase(name, iteration, iterations, ROWS);
    for (int step = 0; step < STEPS; step++) {
      nanos += (long) (seconds / STEPS * 1e9);
      meter.advance(ROWS / STEPS);
      BuildProgress progress = meter.snapshot(JobState.RUNNING);
      assertTrue(progress.fraction() >= lastFraction, "the fraction fell");
      lastFraction = progress.fraction();
      watch.at(progress);
    }
  }

  private interface Watch {
    void at(BuildProgress progress);
  }

  /** The times of a real IVF_FLAT build whose first round paid for compilation. */
  private void build(double slowRound, double round, Watch watch) {
    meter.start();
    meter.segment(ROWS);
    phase("sample", 0, 0, 0.3, watch);
    phase("train", 1, 20, slowRound, watch);
    for (int iteration = 2; iteration <= 20; iteration++) {
      phase("train", iteration, 20, round, watch);
    }
    phase("assign", 0, 0, round, watch);
    phase("write", 0, 0, round, watch);
    meter.end();
  }

  @Test
  void aSlowFirstRoundDoesNotMultiplyTheEstimate() {
    double whole = 0.3 + 3.3 + 19 * 1.3 + 2 * 1.3;
    build(
        3.3,
        1.3,
        progress ->
            progress
                .remaining()
                .ifPresent(
                    left -> {
                      double truth = whole - progress.elapsed().toMillis() / 1000.0;
                      double said = left.toMillis() / 1000.0;
                      assertTrue(
                          said < 1.6 * truth + 5 && said > truth / 2 - 1,
                          "%.1f s left, said %.1f s after %s".formatted(truth, said, progress));
                    }));
  }

  @Test
  void anEstimateIsThereBeforeAFifthOfTheTimeIsOver() {
    double whole = 0.3 + 3.3 + 19 * 1.3 + 2 * 1.3;
    build(
        3.3,
        1.3,
        progress ->
            assertTrue(
                progress.elapsed().toMillis() < whole * 200 || progress.remaining().isPresent(),
                progress.toString()));
  }

  @Test
  void aLongFirstRoundIsEstimatedWhileItRuns() {
    boolean[] told = {false};
    build(
        120,
        120,
        progress -> told[0] |= progress.iteration() == 1 && progress.remaining().isPresent());
    assertTrue(told[0]);
  }

  @Test
  void theFiguresOfAFinishedBuildBelongTogether() {
    build(1, 1, progress -> {});
    BuildProgress end = meter.snapshot(JobState.FINISHED);
    assertEquals(1, end.fraction());
    assertEquals(ROWS, end.rowsDone());
    assertEquals(ROWS, end.rowsTotal());
    assertEquals(ROWS / (end.elapsed().toNanos() / 1e9), end.rowsPerSecond(), 1e-6);
    assertEquals(Duration.ZERO, end.remaining().orElseThrow());
  }
}
