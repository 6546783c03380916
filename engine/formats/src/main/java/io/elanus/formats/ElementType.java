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
   * Copies {@code count} adjacent numbers, from byte {@code from} on, to {@code target[to]}, {@code target[to + stride]}
   * and so on. Numbers beyond float32 become infinite.
   */
  void copy(
      MemorySegment source, long from, ByteOrder order, float[] target, int to, int stride, int count) {
    switch (this) {
      case FLOAT32 -> floats(source, from, order, target, to, stride, count);
      case FLOAT16 -> {
        ValueLayout.OfShort layout = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order);
        for (int i = 0; i < count; i++) {
          target[to + i * stride] = Float.float16ToFloat(source.get(layout, from + 2L * i));
        }
      }
      case FLOAT64 -> {
        ValueLayout.OfDouble layout = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(order);
        for (int i = 0; i < count; i++) {
          target[to + i * stride] = (float) source.get(layout, from + 8L * i);
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
        ValueLayout.OfShort layout = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order);
        for (int i = 0; i < count; i++) {
          target[to + i * stride] = source.get(layout, from + 2L * i);
        }
      }
      case INT32 -> {
        ValueLayout.OfInt layout = ValueLayout.JAVA_INT_UNALIGNED.withOrder(order);
        for (int i = 0; i < count; i++) {
          target[to + i * stride] = source.get(layout, from + 4L * i);
        }
      }
      case INT64 -> {
        ValueLayout.OfLong layout = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order);
        for (int i = 0; i < count; i++) {
          target[to + i * stride] = source.get(layout, from + 8L * i);
        }
      }
    }
  }

  private static void floats(
      MemorySegment source, long from, ByteOrder order, float[] target, int to, int stride, int count) {
    ValueLayout.OfFloat layout = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(order);
    if (stride == 1) {
      MemorySegment.copy(source, layout, from, target, to, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      target[to + i * stride] = source.get(layout, from + 4L * i);
    }
  }
}
