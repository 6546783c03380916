package io.elanus.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * How fast queries are answered, and how well. Recall is told for two halves of the queries, so
 * that no choice of settings by one half need be judged by what it was made from.
 *
 * @param qps queries per second of all queries, the median of the rounds
 * @param evenRecall the share of the nearest neighbours that was found for queries 0, 2, 4, ...
 * @param oddRecall the same for queries 1, 3, 5, ...
 */
record Speed(double qps, double evenRecall, double oddRecall) {
  /** Least work before the first measured round, for C2 to compile what it runs. */
  static final Duration COLD = Duration.ofMillis(3000);

  /** Work before a measured round that follows others of the same kind. */
  static final Duration WARM = Duration.ofMillis(1000);

  /** Work goes on until the compilers have been done with everything for so long. */
  private static final Duration QUIET = Duration.ofMillis(500);

  /** Beyond this the rounds begin all the same. */
  private static final Duration LONGEST = Duration.ofSeconds(8);

  private static final CompilationMXBean COMPILERS = ManagementFactory.getCompilationMXBean();

  /** Beyond this the rounds end, so that slow settings are measured less often. */
  private static final Duration ENOUGH = Duration.ofSeconds(2);

  /**
   * Does the same work until it is warm, then once for each round.
   *
   * @param warmUp least time until it counts as warm
   * @param wanted neighbours of each query
   * @param work answers all queries and returns how many right neighbours it found for each
   */
  static Speed of(Duration warmUp, int rounds, int wanted, Supplier<int[]> work) {
    warmUp(warmUp, work);
    List<Long> nanos = new ArrayList<>();
    int[] right;
    long first = System.nanoTime();
    do {
      long start = System.nanoTime();
      right = work.get();
      nanos.add(System.nanoTime() - start);
    } while (nanos.size() < rounds && System.nanoTime() - first < ENOUGH.toNanos());
    nanos.sort(null);
    double qps = right.length * 1e9 / nanos.get(nanos.size() / 2);
    return new Speed(qps, share(right, 0, wanted), share(right, 1, wanted));
  }

  private static void warmUp(Duration least, Supplier<int[]> work) {
    long start = System.nanoTime();
    long end = start + least.toNanos();
    long compiled = COMPILERS.getTotalCompilationTime();
    long now;
    do {
      int[] _ = work.get();
      now = System.nanoTime();
      long spent = COMPILERS.getTotalCompilationTime();
      if (spent > compiled) {
        compiled = spent;
        end = Math.max(end, now + QUIET.toNanos());
      }
    } while (now < end && now - start < LONGEST.toNanos());
  }

  /** The share of the wanted neighbours of queries first, first + 2, ... that was found. */
  private static double share(int[] right, int first, int wanted) {
    int found = 0;
    int queries = 0;
    for (int query = first; query < right.length; query += 2) {
      found += right[query];
      queries++;
    }
    return (double) found / queries / wanted;
  }

  /** The fields of a line of JSON. */
  String json() {
    return String.format(
        Locale.ROOT,
        "\"qps\": %.1f, \"recall_even\": %.4f, \"recall_odd\": %.4f",
        qps,
        evenRecall,
        oddRecall);
  }
}
