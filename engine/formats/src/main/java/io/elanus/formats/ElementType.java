package io.elanus.formats;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Locale;

/** The numbers of a vector file, read as float32 whatever they are. */
enum ElementType {
  FLOAT16(2),
  FLOAT32(4),
  FLOAT64(8),
  INT8(1),
  UINT8(1),
  INT16(2),
  INT32(4),
  INT64(8);

  // Constants, as the compiler turns access through any other layout into slow calls.
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat BIG_FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  int bytes() {
    return bytes;
  }

  /** As NumPy calls it. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Copies {@code count} adjacent numbers, from byte {@code from} on, to {@code target[to]}, {@code
   * target[to + stride]} and so on. Numbers beyond float32 become infinite.
   */
  void copy(
      MemorySegment source,
      long from,
      ByteOrder order,
      float[] target,
      int to,
      int stride,
      int count) {
    boolean swap = order == ByteOrder.BIG_ENDIAN;
    switch (this) {
      case FLOAT32 -> {
        if (stride == 1) {
          MemorySegment.copy(source, swap ? BIG_FLOAT : FLOAT, from, target, to, count);
          return;
        }
        for (int i = 0; i < count; i++) {
          int bits = source.get(INT, from + 4L * i);
          target[to + i * stride] = Float.intBitsToFloat(swap ? Integer.reverseBytes(bits) : bits);
        }
      }
      case FLOAT16 -> {
        for (int i = 0; i < count; i++) {
          short bits = source.get(SHORT, from + 2L * i);
          target[to + i * stride] = Float.float16ToFloat(swap ? Short.reverseBytes(bits) : bits);
        }
      }
      case FLOAT64 -> {
        for (int i = 0; i < count; i++) {
          long bits = source.get(LONG, from + 8L * i);
          double value = Double.longBitsToDouble(swap ? Long.reverseBytes(bits) : bits);
          target[to + i * stride] = (float) value;
        }
      }
      case INT8 -> {
        for (int i = 0; i < count; i++) {
          target[to + i * stride] = source.get(ValueLayout.JAVA_BYTE, from + i);
        }
      }
      case UINT8 -> {
        for (int i = 0; i < count; i++) {
          target[to + i * stride] = source.get(ValueLayout.JAVA_BYTE, from + i) & 0xFF;
        }
      }
      case INT16 -> {
        for (int i = 0; i < count; i++) {
          short value = source.get(SHORT, from + 2L * i);
          target[to + i * stride] = swap ? Short.reverseBytes(value) : value;
        }
      }
      case INT32 -> {
        for (int i = 0; i < count; i++) {
          int value = source.get(INT, from + 4L * i);
          target[to + i * stride] = swap ? Integer.reverseBytes(value) : value;
        }
      }
      case INT64 -> {
        for (int i = 0; i < count; i++) {
          long value = source.get(LONG, from + 8L * i);
          target[to + i * stride] = swap ? Long.reverseBytes(value) : value;
        }
      }
    }
  }
}
