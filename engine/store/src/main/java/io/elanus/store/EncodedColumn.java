package io.elanus.store;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One column on its way into a {@link RowGroup}. */
sealed interface EncodedColumn {
  ColumnEncoding encoding();

  int rows();

  /** The bytes of the numbers, or of the ends of the texts. */
  default long valueBytes() {
    int numbers = encoding() == ColumnEncoding.UTF8 ? rows() + 1 : rows();
    return (long) numbers * encoding().width();
  }

  default long zoneBytes() {
    return (long) RowGroup.blocks(rows()) * encoding().zoneBytes();
  }

  default long textBytes() {
    return 0;
  }

  /** Writes its parts to where they begin. */
  void write(MemorySegment values, MemorySegment zones, MemorySegment texts);

  static EncodedColumn of(ScalarValues values, int from, int rows) {
    return switch (values) {
      case ScalarValues.Integers integers -> Integers.of(integers.values(), from, rows);
      case ScalarValues.Reals reals -> Reals.of(reals.values(), from, rows);
      case ScalarValues.Texts texts -> Texts.of(texts.values(), from, rows);
    };
  }

  /** The end of the block that begins with a row. */
  private static int blockEnd(int row, int rows) {
    return Math.min(row + RowGroup.BLOCK_ROWS, rows);
  }

  /**
   * Integers.
   *
   * @param zones smallest and largest value of each block
   */
  record Integers(ColumnEncoding encoding, long[] source, int from, int rows, long[] zones)
      implements EncodedColumn {
    static Integers of(long[] source, int from, int rows) {
      long[] zones = new long[2 * RowGroup.blocks(rows)];
      long least = Long.MAX_VALUE;
      long greatest = Long.MIN_VALUE;
      for (int block = 0; 2 * block < zones.length; block++) {
        long smallest = Long.MAX_VALUE;
        long largest = Long.MIN_VALUE;
        int begin = block * RowGroup.BLOCK_ROWS;
        for (int row = begin; row < blockEnd(begin, rows); row++) {
          smallest = Math.min(smallest, source[from + row]);
          largest = Math.max(largest, source[from + row]);
        }
        zones[2 * block] = smallest;
        zones[2 * block + 1] = largest;
        least = Math.min(least, smallest);
        greatest = Math.max(greatest, largest);
      }
      return new Integers(ColumnEncoding.ofIntegers(least, greatest), source, from, rows, zones);
    }

    @Override
    public void write(MemorySegment values, MemorySegment zonesAt, MemorySegment texts) {
      for (int i = 0; i < zones.length; i++) {
        zonesAt.setAtIndex(RowGroup.LONG, i, zones[i]);
      }
      switch (encoding) {
        case INT8 -> {
          for (int row = 0; row < rows; row++) {
            values.set(ValueLayout.JAVA_BYTE, row, (byte) source[from + row]);
          }
        }
        case INT16 -> {
          for (int row = 0; row < rows; row++) {
            values.setAtIndex(ColumnChunk.SHORT, row, (short) source[from + row]);
          }
        }
        case INT32 -> {
          for (int row = 0; row < rows; row++) {
            values.setAtIndex(RowGroup.INT, row, (int) source[from + row]);
          }
        }
        case INT64 -> {
          for (int row = 0; row < rows; row++) {
            values.setAtIndex(RowGroup.LONG, row, source[from + row]);
          }
        }
        case FLOAT32, FLOAT64, UTF8 -> throw new IllegalStateException(encoding.name());
      }
    }
  }

  /**
   * Reals. There is one zero: SQLite, which holds the newest rows, knows no other.
   *
   * @param zones smallest and largest value of each block
   */
  record Reals(ColumnEncoding encoding, double[] source, int from, int rows, double[] zones)
      implements EncodedColumn {
    static Reals of(double[] source, int from, int rows) {
      double[] zones = new double[2 * RowGroup.blocks(rows)];
      boolean narrow = true;
      for (int block = 0; 2 * block < zones.length; block++) {
        double smallest = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        int begin = block * RowGroup.BLOCK_ROWS;
        for (int row = begin; row < blockEnd(begin, rows); row++) {
          double value = source[from + row];
          narrow &= (float) value == value || Double.isNaN(value);
          smallest = value < smallest ? value : smallest;
          largest = value > largest ? value : largest;
        }
        zones[2 * block] = smallest + 0.0;
        zones[2 * block + 1] = largest + 0.0;
      }
      ColumnEncoding encoding = narrow ? ColumnEncoding.FLOAT32 : ColumnEncoding.FLOAT64;
      return new Reals(encoding, source, from, rows, zones);
    }

    @Override
    public void write(MemorySegment values, MemorySegment zonesAt, MemorySegment texts) {
      for (int i = 0; i < zones.length; i++) {
        zonesAt.setAtIndex(ColumnChunk.DOUBLE, i, zones[i]);
      }
      for (int row = 0; row < rows; row++) {
        double value = source[from + row] + 0.0;
        if (encoding == ColumnEncoding.FLOAT32) {
          values.setAtIndex(ColumnChunk.FLOAT, row, (float) value);
        } else {
          values.setAtIndex(ColumnChunk.DOUBLE, row, value);
        }
      }
    }
  }

  /**
   * Texts.
   *
   * @param zones the rows of the smallest and the largest text of each block, by their bytes
   */
  record Texts(byte[][] utf8, long textBytes, int[] zones) implements EncodedColumn {
    static Texts of(String[] source, int from, int rows) {
      byte[][] utf8 = new byte[rows][];
      int[] zones = new int[2 * RowGroup.blocks(rows)];
      long bytes = 0;
      for (int block = 0; 2 * block < zones.length; block++) {
        int begin = block * RowGroup.BLOCK_ROWS;
        int smallest = begin;
        int largest = begin;
        for (int row = begin; row < blockEnd(begin, rows); row++) {
          utf8[row] = source[from + row].getBytes(StandardCharsets.UTF_8);
          bytes += utf8[row].length;
          if (Arrays.compareUnsigned(utf8[row], utf8[smallest]) < 0) {
            smallest = row;
          } else if (Arrays.compareUnsigned(utf8[row], utf8[largest]) > 0) {
            largest = row;
          }
        }
        zones[2 * block] = smallest;
        zones[2 * block + 1] = largest;
      }
      return new Texts(utf8, bytes, zones);
    }

    @Override
    public ColumnEncoding encoding() {
      return ColumnEncoding.UTF8;
    }

    @Override
    public int rows() {
      return utf8.length;
    }

    @Override
    public void write(MemorySegment ends, MemorySegment zonesAt, MemorySegment texts) {
      for (int i = 0; i < zones.length; i++) {
        zonesAt.setAtIndex(RowGroup.INT, i, zones[i]);
      }
      int end = 0;
      for (int row = 0; row < utf8.length; row++) {
        byte[] text = utf8[row];
        MemorySegment.copy(text, 0, texts, ValueLayout.JAVA_BYTE, end, text.length);
        end += text.length;
        ends.setAtIndex(RowGroup.INT, row + 1L, end);
      }
    }
  }
}
