package io.elanus.base;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waits for work that must not be left alone. */
public final class Ending {
  private Ending() {}

  /**
   * Waits until the work has ended, well or badly, however often the thread is interrupted; it is
   * interrupted afterwards.
   */
  public static void await(Future<?> work) {
    boolean interrupted = false;
    while (!work.isDone()) {
      try {
        work.get();
      } catch (InterruptedException again) {
        interrupted = true;
      } catch (ExecutionException failed) {
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
