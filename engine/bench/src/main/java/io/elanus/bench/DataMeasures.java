package io.elanus.bench;

import io.elanus.api.Job;
import java.time.Duration;
import java.util.Locale;

/** What the benchmarks of rows share: lines of JSON, and waiting for jobs. */
final class DataMeasures {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private DataMeasures() {}

  /** Prints {@code {"measure": ..., "value": ..., "unit": ...}}. */
  static void print(String measure, double value, String unit) {
    System.out.printf(
        Locale.ROOT,
        "{\"measure\": \"%s\", \"value\": %.3f, \"unit\": \"%s\"}%n",
        measure,
        value,
        unit);
  }

  /** Waits for a job that must end well. */
  static void finish(Job<?> job) throws InterruptedException {
    if (!job.await(PATIENCE)) {
      throw new IllegalStateException("a job goes on: " + job.progress());
    }
    job.result();
  }
}
