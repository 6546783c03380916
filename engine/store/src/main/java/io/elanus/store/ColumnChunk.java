package io.elanus.store;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The values of one field in a {@link RowGroup}, mapped. */
final class ColumnChunk {
  static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfDouble DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final int rows;
  private final ColumnEncoding encoding;
  private final MemorySegment values;
  private final MemorySegment zones;
  private final MemorySegment texts;

  private ColumnChunk(
      int rows,
      ColumnEncoding encoding,
      MemorySegment values,
      MemorySegment zones,
      MemorySegment texts) {
    this.rows = rows;
    this.encoding = encoding;
    this.values = values;
    this.zones = zones;
    this.texts = texts;
  }

  /**
   * @throws IndexOutOfBoundsException where its parts do not lie in the group
   */
  static ColumnChunk open(
      MemorySegment group,
      int rows,
      ColumnEncoding encoding,
      long valuesAt,
      long zonesAt,
      long textsAt) {
    boolean isText = encoding == ColumnEncoding.UTF8;
    long numbers = isText ? rows + 1L : rows;
    long zoneBytes = (long) RowGroup.blocks(rows) * encoding.zoneBytes();
    MemorySegment values = group.asSlice(valuesAt, numbers * encoding.width());
    MemorySegment zones = group.asSlice(zonesAt, zoneBytes);
    MemorySegment texts =
        isText ? group.asSlice(textsAt, values.getAtIndex(RowGroup.INT, rows)) : null;
    return new ColumnChunk(rows, encoding, values, zones, texts);
  }

  int rows() {
    return rows;
  }

  ColumnEncoding encoding() {
    return encoding;
  }

  /** The numbers, or the ends of the texts. */
  MemorySegment values() {
    return values;
  }

  MemorySegment zones() {
    return zones;
  }

  /** The bytes of all texts, one after the other. */
  MemorySegment texts() {
    return texts;
  }

  /**
   * Reads the value of a row.
   *
   * @throws IndexOutOfBoundsException where the text lies where none can be, or the column is of
   *     another storage
   */
  void read(int row, ScalarValues into, int at) {
    switch (into) {
      case ScalarValues.Integers integers -> integers.values()[at] = integer(row);
      case ScalarValues.Reals reals -> reals.values()[at] = real(row);
      case ScalarValues.Texts strings -> strings.values()[at] = text(row);
    }
  }

  private long integer(int row) {
    return switch (encoding) {
      case INT8 -> values.get(ValueLayout.JAVA_BYTE, row);
      case INT16 -> values.getAtIndex(SHORT, row);
      case INT32 -> values.getAtIndex(RowGroup.INT, row);
      case INT64 -> values.getAtIndex(RowGroup.LONG, row);
      case FLOAT32, FLOAT64, UTF8 -> throw new IndexOutOfBoundsException("no integers");
    };
  }

  private double real(int row) {
    return switch (encoding) {
      case FLOAT32 -> values.getAtIndex(FLOAT, row);
      case FLOAT64 -> values.getAtIndex(DOUBLE, row);
      case INT8, INT16, INT32, INT64, UTF8 -> throw new IndexOutOfBoundsException("no reals");
    };
  }

  private String text(int row) {
    return new String(utf8(row), StandardCharsets.UTF_8);
  }

  /**
   * The bytes of the text of a row.
   *
   * @throws IndexOutOfBoundsException where they lie where none can be, or it has no texts
   */
  byte[] utf8(int row) {
    if (encoding != ColumnEncoding.UTF8) {
      throw new IndexOutOfBoundsException("no texts");
    }
    int from = values.getAtIndex(RowGroup.INT, row);
    byte[] bytes = new byte[textBytes(row)];
    MemorySegment.copy(texts, ValueLayout.JAVA_BYTE, from, bytes, 0, bytes.length);
    return bytes;
  }

  /** The bytes of the text of a row; of a number none. */
  int textBytes(int row) {
    if (encoding != ColumnEncoding.UTF8) {
      return 0;
    }
    int from = values.getAtIndex(RowGroup.INT, row);
    int to = values.getAtIndex(RowGroup.INT, row + 1L);
    Objects.checkFromToIndex(from, to, texts.byteSize());
    return to - from;
  }
}
