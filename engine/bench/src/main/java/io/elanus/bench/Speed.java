package io.elanus.bench;

import java.util.Arrays;
import java.util.function.IntSupplier;

/**
 * How fast queries are answered, and how well.
 *
 * @param qps queries per second, the median of the rounds
 * @param recall the share of the nearest neighbours that was found
 */
record Speed(double qps, double recall) {
  /** Work before the first measured round, until C2 has compiled what it runs. */
  private static final long WARM_UP_NANOS = 1_500_000_000L;

  /**
   * Does the same work until it is warm, then once for each round.
   *
   * @param queries that the work answers
   * @param neighbours wanted for each
   * @param work returns how many of the neighbours it found
   */
  static Speed of(int rounds, int queries, int neighbours, IntSupplier work) {
    long warm = System.nanoTime() + WARM_UP_NANOS;
    do {
      work.getAsInt();
    } while (System.nanoTime() < warm);
    double[] seconds = new double[rounds];
    int right = 0;
    for (int round = 0; round < rounds; round++) {
      long start = System.nanoTime();
      right = work.getAsInt();
      seconds[round] = (System.nanoTime() - start) / 1e9;
    }
    Arrays.sort(seconds);
    return new Speed(queries / seconds[rounds / 2], (double) right / queries / neighbours);
  }
}
