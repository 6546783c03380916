package io.elanus.index.lists;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.index.SectionSink;
import io.elanus.index.SectionSource;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Writes arrays as little-endian sections and checks the length of sections when they are read. */
public final class Sections {
  private static final int STEP = 1 << 18;

  private Sections() {}

  /** Bytes of the buffer outside of the heap through which so many values are written. */
  public static long bufferBytes(long values) {
    return Math.min(STEP, values) * Float.BYTES;
  }

  /** Appends floats to the current section. */
  public static void write(SectionSink sink, float[] values) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate((long) Math.min(STEP, values.length) * Float.BYTES, 64);
      for (int from = 0; from < values.length; from += STEP) {
        int count = Math.min(STEP, values.length - from);
        MemorySegment.copy(values, from, buffer, PdxLists.FLOAT, 0, count);
        sink.write(buffer.asSlice(0, (long) count * Float.BYTES));
      }
    }
  }

  /** Appends integers to the current section. */
  public static void write(SectionSink sink, int[] values) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer =
          arena.allocate((long) Math.min(STEP, values.length) * Integer.BYTES, 64);
      for (int from = 0; from < values.length; from += STEP) {
        int count = Math.min(STEP, values.length - from);
        MemorySegment.copy(values, from, buffer, PdxLists.INT, 0, count);
        sink.write(buffer.asSlice(0, (long) count * Integer.BYTES));
      }
    }
  }

  /**
   * A section that must have an exact length.
   *
   * @throws ElanusException DAMAGED_DATA where it has not
   */
  public static MemorySegment section(SectionSource source, String name, long bytes) {
    MemorySegment section = source.section(name);
    if (section.byteSize() != bytes) {
      throw new ElanusException(
          ErrorCode.DAMAGED_DATA,
          "section %s of the index must have %d bytes, got %d"
              .formatted(name, bytes, section.byteSize()),
          "delete the index and create it again");
    }
    return section;
  }

  /**
   * Checks where lists start in a file that may be damaged.
   *
   * @throws ElanusException DAMAGED_DATA where they do not follow each other from 0 on
   */
  public static void checkStarts(int[] starts) {
    for (int i = 0; i < starts.length; i++) {
      if (i == 0 ? starts[0] != 0 : starts[i] < starts[i - 1]) {
        throw damaged(
            "lists of the index must follow each other, got %d as start of list %d"
                .formatted(starts[i], i));
      }
    }
  }

  /**
   * What a user reads of a file whose bytes cannot be right.
   *
   * @param rule that they break, and what they are instead
   */
  public static ElanusException damaged(String rule) {
    return new ElanusException(ErrorCode.DAMAGED_DATA, rule, "drop the index and create it again");
  }
}
