package io.elanus.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.JobProgress;
import io.elanus.api.JobState;
import io.elanus.index.BuildStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
      JobProgress progress = meter.snapshot(JobState.RUNNING);
      assertTrue(progress.fraction() >= lastFraction, "the fraction fell");
      lastFraction = progress.fraction();
      watch.at(progress);
    }
  }

  private interface Watch {
    void at(JobProgress progress);
  }

  private static List<BuildStep> steps() {
    List<BuildStep> steps = new ArrayList<>();
    steps.add(new BuildStep("sample", 0.1));
    for (int iteration = 1; iteration <= 20; iteration++) {
      steps.add(new BuildStep("train", iteration, 1));
    }
    steps.add(new BuildStep("assign", 1));
    steps.add(new BuildStep("write", 1));
    return steps;
  }

  @Test
  void everyStepHasItsPlaceAlsoWhereAPhaseComesAgain() {
    meter.start();
    meter.segment(
        ROWS,
        List.of(
            new BuildStep("train", 1, 2),
            new BuildStep("train", 2, 1),
            new BuildStep("assign", 3),
            new BuildStep("train", 1, 2),
            new BuildStep("train", 2, 2)));
    double[] ends = {0.2, 0.3, 0.6, 0.8, 1};
    String[] names = {"train", "train", "assign", "train", "train"};
    int[] iterations = {1, 2, 0, 1, 2};
    for (int i = 0; i < ends.length; i++) {
      phase(names[i], iterations[i], 2, 1, progress -> {});
      assertEquals(Math.min(0.99, ends[i]), lastFraction, 1e-9);
    }
  }

  @Test
  void aBuildThatIsTakenUpStandsWhereItStood() {
    meter.start();
    meter.segment(ROWS, steps());
    phase("sample", 0, 0, 0.1, progress -> {});
    meter.phase("train", 12, 20, ROWS);
    double share = (0.1 + 11) / 22.1;
    assertEquals(share, meter.snapshot(JobState.RUNNING).fraction(), 1e-9);
    phase("train", 12, 20, 1, progress -> {});
    assertEquals((0.1 + 12) / 22.1, lastFraction, 1e-9);
    double left = meter.snapshot(JobState.RUNNING).remaining().orElseThrow().toMillis() / 1e3;
    assertEquals(10, left, 1, "seconds left at one for each step");
  }

  @Test
  void aBuildThatEndsAPhaseEarlyGoesOnFromThere() {
    meter.start();
    meter.segment(ROWS, steps());
    phase("sample", 0, 0, 1, progress -> {});
    phase("train", 1, 20, 1, progress -> {});
    double trained = lastFraction;
    meter.phase("assign", 0, 0, ROWS);
    assertEquals(trained, meter.snapshot(JobState.RUNNING).fraction(), 1e-9);
    phase("assign", 0, 0, 1, progress -> {});
    assertEquals(21.1 / 22.1, lastFraction, 1e-9);
  }

  /** The times of a real IVF_FLAT build whose first round paid for compilation. */
  private void build(double slowRound, double round, Watch watch) {
    meter.start();
    meter.segment(ROWS, steps());
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
    JobProgress end = meter.snapshot(JobState.FINISHED);
    assertEquals(1, end.fraction());
    assertEquals(ROWS, end.rowsDone());
    assertEquals(ROWS, end.rowsTotal());
    assertEquals(ROWS / (end.elapsed().toNanos() / 1e9), end.rowsPerSecond(), 1e-6);
    assertEquals(Duration.ZERO, end.remaining().orElseThrow());
  }
}
