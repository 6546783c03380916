package io.elanus.bench;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mapped two-dimensional .npy file in C order, of little-endian 4-byte values as {@code
 * scripts/fetch-data} makes them or of bytes.
 */
record NpyFile(MemorySegment values, int rows, int columns) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "'descr': '(?:<[fi]4|\\|u1)', 'fortran_order': False, 'shape': \\((\\d+), (\\d+)\\)");

  static NpyFile map(Path path, Arena arena) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      MemorySegment file = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      int length = Short.toUnsignedInt(file.get(ValueLayout.JAVA_SHORT_UNALIGNED, 8));
      byte[] header = file.asSlice(10, length).toArray(ValueLayout.JAVA_BYTE);
      Matcher shape = SHAPE.matcher(new String(header, StandardCharsets.ISO_8859_1));
      if (!shape.find()) {
        throw new IOException(
            path + " must hold two-dimensional 4-byte values or bytes in C order");
      }
      return new NpyFile(
          file.asSlice(10L + length),
          Integer.parseInt(shape.group(1)),
          Integer.parseInt(shape.group(2)));
    }
  }

  byte[] bytes() {
    return values.toArray(ValueLayout.JAVA_BYTE);
  }

  float[] floats() {
    return values.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
  }

  /** The values of rows [from, from + count). */
  float[] floats(int from, int count) {
    long width = (long) columns * Float.BYTES;
    return values.asSlice(from * width, count * width).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
  }

  int[] ints() {
    return values.toArray(ValueLayout.JAVA_INT_UNALIGNED);
  }
}
