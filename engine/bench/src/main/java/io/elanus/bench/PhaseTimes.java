package io.elanus.bench;

import io.elanus.index.BuildListener;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds up the wall time of each phase of a build. */
final class PhaseTimes implements BuildListener {
  private final Map<String, Long> nanos = new LinkedHashMap<>();
  private String current;
  private long since;

  @Override
  public synchronized void phase(String name, int iteration, int iterations, long rows) {
    stop();
    current = name;
    since = System.nanoTime();
  }

  @Override
  public void advance(long rows) {}

  synchronized void stop() {
    if (current != null) {
      nanos.merge(current, System.nanoTime() - since, Long::sum);
      current = null;
    }
  }

  double seconds(String... names) {
    double sum = 0;
    for (String name : names) {
      sum += nanos.getOrDefault(name, 0L) / 1e9;
    }
    return sum;
  }
}
