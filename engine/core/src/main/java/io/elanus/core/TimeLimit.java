package io.elanus.core;

import io.elanus.base.Cancellation;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Wording;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Gives work up that takes too long. */
final class TimeLimit {
  /** Cancelled by another, or by the clock. */
  private static final class Deadline extends Cancellation {
    private final Cancellation asked;
    private final long start = System.nanoTime();
    private final long nanos;

    Deadline(Cancellation asked, Duration timeout) {
      this.asked = asked;
      this.nanos = timeout.compareTo(ENDLESS) < 0 ? timeout.toNanos() : Long.MAX_VALUE;
    }

    boolean passed() {
      return System.nanoTime() - start >= nanos;
    }

    @Override
    public boolean isCancelled() {
      return asked.isCancelled() || passed();
    }
  }

  private static final Duration ENDLESS = Duration.ofNanos(Long.MAX_VALUE);

  private TimeLimit() {}

  /**
   * Does the work, which polls the cancellation that it is given.
   *
   * @param timeout empty for as long as it takes
   * @param asked cancels it as well
   * @param doing what is done, such as "searching collection words", for messages
   * @throws ElanusException TIMEOUT
   */
  static <T> T within(
      Optional<Duration> timeout,
      Cancellation asked,
      String doing,
      Function<Cancellation, T> work) {
    if (timeout.isEmpty()) {
      return work.apply(asked);
    }
    Deadline deadline = new Deadline(asked, timeout.get());
    try {
      deadline.check();
      return work.apply(deadline);
    } catch (ElanusException failure) {
      if (failure.code() != ErrorCode.CANCELLED || asked.isCancelled() || !deadline.passed()) {
        throw failure;
      }
      throw new ElanusException(
          ErrorCode.TIMEOUT,
          "%s took longer than %s s"
              .formatted(doing, Wording.number(timeout.get().toNanos() / 1e9)),
          "allow more time, or ask for less at once",
          failure);
    }
  }
}
