package io.elanus.shell.action;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Wording;
import io.elanus.shell.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** How long a command may take. */
public final class Timeouts {
  private static final double A_LIFE_SECONDS = 3e9;

  private Timeouts() {}

  /**
   * The span of so many seconds; null, for ever, of null and of more than a life.
   *
   * @throws ElanusException OUT_OF_RANGE
   */
  public static Duration of(Double seconds) {
    if (seconds == null) {
      return null;
    }
    if (!(seconds > 0)) {
      throw new ElanusException(
          ErrorCode.OUT_OF_RANGE,
          "timeout must be more than 0 seconds, got " + Wording.number(seconds));
    }
    return seconds > A_LIFE_SECONDS ? null : Duration.ofMillis((long) Math.ceil(seconds * 1000));
  }

  static Instant deadline(Session session, Duration timeout) {
    return timeout == null ? Instant.MAX : session.clock().instant().plus(timeout);
  }

  static ElanusException exceeded(String what, Duration timeout, String hint) {
    return new ElanusException(
        ErrorCode.TIMEOUT,
        "%s within %s s".formatted(what, Wording.number(timeout.toMillis() / 1000.0)),
        hint);
  }

  /**
   * Waits for work that cannot be stopped; after the timeout it goes on unheeded.
   *
   * @param timeout null for ever
   * @param what says after a timeout what did not happen
   */
  public static <T> T within(Duration timeout, String what, Supplier<T> work) {
    if (timeout == null) {
      return work.get();
    }
    FutureTask<T> task = new FutureTask<>(work::get);
    Thread.ofPlatform().daemon().name("timed-work").start(task);
    try {
      return task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw exceeded(what, timeout, null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ElanusException(ErrorCode.CANCELLED, "cancelled", null, e);
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        case RuntimeException failure -> failure;
        case Error failure -> throw failure;
        default -> new IllegalStateException(e.getCause());
      };
    }
  }
}
