package io.elanus.store;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Writes to a file that is made durable bit by bit: one sync of a large file at its end takes as
 * long as all of them together, and nobody could stop it.
 */
final class PacedWrites {
  /** A sync of so many bytes takes a few hundredths of a second. */
  private static final long STEP = 16 << 20;

  private final VolumeFile file;
  private final Runnable pause;
  private long unsynced;

  /**
   * @param pause runs after each write, and may throw to give up
   */
  PacedWrites(VolumeFile file, Runnable pause) {
    this.file = file;
    this.pause = pause;
  }

  /**
   * Writes all remaining bytes, a mebibyte or so.
   *
   * @return how many
   */
  int write(ByteBuffer bytes, long position) throws IOException {
    int length = bytes.remaining();
    file.write(bytes, position);
    unsynced += length;
    if (unsynced >= STEP) {
      pause.run();
      file.sync();
      unsynced = 0;
    }
    pause.run();
    return length;
  }
}
