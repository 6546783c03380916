package io.elanus.store;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Work on files for threads that may be interrupted. An interrupt closes the channel that its
 * thread uses, though nothing is wrong with the file: the work is done again, and the thread stays
 * interrupted.
 */
final class Uninterrupted {
  /** Work that may be done again from its beginning. */
  interface Work<T> {
    T run() throws IOException;
  }

  private Uninterrupted() {}

  static <T> T run(Work<T> work) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return work.run();
        } catch (ClosedByInterruptException again) {
          interrupted = true;
          Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
