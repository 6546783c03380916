package io.elanus.shell.progress;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Lets through one event per interval. */
final class Pace {
  private final InstantSource clock;
  private final Duration interval;
  private Instant next;

  /**
   * @param first how long to wait before the first one
   */
  Pace(InstantSource clock, Duration first, Duration interval) {
    this.clock = clock;
    this.interval = interval;
    this.next = clock.instant().plus(first);
  }

  boolean due() {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return false;
    }
    next = now.plus(interval);
    return true;
  }
}
