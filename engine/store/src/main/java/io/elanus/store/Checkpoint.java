package io.elanus.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
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

  static void save(Volume volume, Path file, byte[] state) throws IOException {
    Path temporary = Layout.temporary(file);
    volume.createDirectories(file.getParent());
    try (VolumeFile open = volume.open(temporary)) {
      open.truncate(0);
      ByteBuffer bytes =
          ByteBuffer.allocate(Integer.BYTES + state.length).order(ByteOrder.LITTLE_ENDIAN);
      open.write(bytes.putInt(crc(state)).put(state).flip(), 0);
      open.sync();
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
