package io.elanus.core;

import java.time.Duration;
import java.util.Optional;

/**
 * Estimates how long work goes on from how its done fraction grew since the first moment recorded:
 * at the pace of the later half of that time, or of all of it where that was faster. The beginning,
 * when the JVM is still compiling, is soon forgotten so, and a machine that is busy for a while
 * does not multiply the estimate.
 */
final class RemainingTime {
  private static final int MOMENTS = 256;

  /** Less progress than this says nothing about the pace. */
  private static final double EVIDENCE = 0.01;

  private final long[] nanos = new long[MOMENTS];
  private final double[] fractions = new double[MOMENTS];
  private int moments;
  private long spacingNanos = 50_000_000;
  private long nowNanos;
  private double now;

  /** Notes how far the work has come after this time. */
  void record(Duration elapsed, double fraction) {
    nowNanos = elapsed.toNanos();
    now = fraction;
    if (moments > 0 && nowNanos - nanos[moments - 1] < spacingNanos) {
      return;
    }
    if (moments == MOMENTS) {
      for (int i = 0; i < MOMENTS / 2; i++) {
        nanos[i] = nanos[2 * i];
        fractions[i] = fractions[2 * i];
      }
      moments = MOMENTS / 2;
      spacingNanos *= 2;
    }
    nanos[moments] = nowNanos;
    fractions[moments] = now;
    moments++;
  }

  /** Empty where too little was done to tell. */
  Optional<Duration> estimate() {
    int middle = 0;
    while (middle + 1 < moments && nanos[middle + 1] - nanos[0] <= (nowNanos - nanos[0]) / 2) {
      middle++;
    }
    if (moments == 0 || now - fractions[0] < EVIDENCE) {
      return Optional.empty();
    }
    double pace = Math.max(paceSince(middle), paceSince(0));
    return Optional.of(Duration.ofNanos((long) ((1 - now) / pace)));
  }

  private double paceSince(int moment) {
    return (now - fractions[moment]) / Math.max(1, nowNanos - nanos[moment]);
  }
}
