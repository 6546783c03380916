package io.elanus.store;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final int CHUNK = 1 << 20;

  private Checkpoint() {}

  /**
   * Maps the state, which stays as it is when another takes its place.
   *
   * @throws io.elanus.base.ElanusException where it is there and the system refuses to map it
   */
  static Optional<MemorySegment> map(Volume volume, Path file) {
    try {
      long length = volume.length(file);
      if (length < Integer.BYTES) {
        return Optional.empty();
      }
      MemorySegment bytes = volume.map(file, length);
      MemorySegment state = bytes.asSlice(Integer.BYTES);
      return crc(state) == bytes.get(INT, 0) ? Optional.of(state) : Optional.empty();
    } catch (NoSuchFileException | EOFException absent) {
      return Optional.empty();
    } catch (IOException failure) {
      // The work that it holds may be hours; whoever cannot read it now must not begin again.
      throw Failures.of("reading checkpoint " + file, failure);
    }
  }

  private static int crc(MemorySegment state) {
    CRC32C crc = new CRC32C();
    for (long from = 0; from < state.byteSize(); from += CHUNK) {
      long length = Math.min(CHUNK, state.byteSize() - from);
      crc.update(state.asSlice(from, length).asByteBuffer());
    }
    return (int) crc.getValue();
  }
}
