package io.elanus.bench;

import io.elanus.index.BuildListener;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

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

  /** The seconds of each phase. */
  synchronized String json() {
    return nanos.entrySet().stream()
        .map(
            some ->
                String.format(Locale.ROOT, "\"%s\": %.3f", some.getKey(), some.getValue() / 1e9))
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
