package io.elanus.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Writes a {@link Checkpoint} under a temporary name; {@link #finish} syncs it and puts it in the
 * place of the one before. Closed without that, it leaves nothing behind.
 */
public final class CheckpointWriter implements AutoCloseable {
  private static final int CHUNK = 1 << 20;

  private final Volume volume;
  private final Path target;
  private final Path temporary;
  private final VolumeFile file;
  private final PacedWrites writes;
  private final CRC32C crc = new CRC32C();
  private long position = Integer.BYTES;
  private boolean finished;

  /**
   * @param pause runs every few milliseconds, and may throw to give up
   */
  CheckpointWriter(Volume volume, Path target, Runnable pause) throws IOException {
    this.volume = volume;
    this.target = target;
    temporary = Layout.temporary(target);
    file = volume.open(temporary);
    writes = new PacedWrites(file, pause);
    try {
      file.truncate(0);
    } catch (IOException | RuntimeException | Error failure) {
      Closing.after(failure, file);
      throw failure;
    }
  }

  /** Appends all remaining bytes to the state. */
  public void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      ByteBuffer chunk = bytes.slice(bytes.position(), Math.min(CHUNK, bytes.remaining()));
      crc.update(chunk.duplicate());
      bytes.position(bytes.position() + chunk.remaining());
      position += writes.write(chunk, position);
    }
  }

  /** Replaces the checkpoint, durably. */
  public void finish() throws IOException {
    ByteBuffer sum = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    file.write(sum.putInt((int) crc.getValue()).flip(), 0);
    file.sync();
    file.close();
    volume.rename(temporary, target);
    finished = true;
    volume.syncDirectory(target.getParent());
  }

  @Override
  public void close() throws IOException {
    if (!finished) {
      try (file) {
        volume.delete(temporary);
      }
    }
  }
}
