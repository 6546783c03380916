package io.elanus.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The resumable state of a build.
 *
 * <p>Format of {@code SEGMENT.INDEX.chk}, integers little-endian: int32 CRC-32C of the state, then
 * the state to the end of the file. Replaced as a whole by renaming, so it is complete or absent; a
 * damaged one counts as absent.
 */
final class Checkpoint {
  private static final int CHUNK = 1 << 20;

  private Checkpoint() {}

  static Optional<byte[]> load(Volume volume, Path file) {
    try {
      if (volume.length(file) < Integer.BYTES) {
        return Optional.empty();
      }
      byte[] bytes = volume.read(file);
      byte[] state = Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length);
      int expected = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
      return crc(state) == expected ? Optional.of(state) : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /**
   * @param parts the state, in pieces
   * @param pause runs every few milliseconds, and may throw to give up
   */
  static void save(Volume volume, Path file, List<byte[]> parts, Runnable pause)
      throws IOException {
    Path temporary = Layout.temporary(file);
    volume.createDirectories(file.getParent());
    try (VolumeFile open = volume.open(temporary)) {
      open.truncate(0);
      CRC32C crc = new CRC32C();
      PacedWrites writes = new PacedWrites(open, pause);
      long position = Integer.BYTES;
      for (byte[] part : parts) {
        for (int from = 0; from < part.length; from += CHUNK) {
          ByteBuffer chunk = ByteBuffer.wrap(part, from, Math.min(CHUNK, part.length - from));
          crc.update(chunk.duplicate());
          position += writes.write(chunk, position);
        }
      }
      ByteBuffer sum = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      open.write(sum.putInt((int) crc.getValue()).flip(), 0);
      open.sync();
    } catch (IOException | RuntimeException failure) {
      try {
        volume.delete(temporary);
      } catch (IOException leftOver) {
        failure.addSuppressed(leftOver);
      }
      throw failure;
    }
    volume.rename(temporary, file);
    volume.syncDirectory(file.getParent());
  }

  private static int crc(byte[] state) {
    CRC32C crc = new CRC32C();
    crc.update(state);
    return (int) crc.getValue();
  }
}
