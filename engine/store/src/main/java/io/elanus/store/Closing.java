package io.elanus.store;

import java.io.Closeable;
import java.io.IOException;

/** Closes what was opened before something failed. */
final class Closing {
  private Closing() {}

  /**
   * @param failure gets what fails at the closing, too
   */
  static void after(Throwable failure, Closeable open) {
    try {
      open.close();
    } catch (IOException | RuntimeException alsoFailed) {
      failure.addSuppressed(alsoFailed);
    }
  }
}
