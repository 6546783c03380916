package io.elanus.store;

/** How the values of a column lie in a {@link RowGroup}. */
enum ColumnEncoding {
  INT8(1),
  INT16(2),
  INT32(4),
  INT64(8),
  FLOAT32(4),
  FLOAT64(8),
  /** The ends of texts, and their bytes. */
  UTF8(4);

  private final int width;

  ColumnEncoding(int width) {
    this.width = width;
  }

  /** The bytes of a number, or of the end of a text. */
  int width() {
    return width;
  }

  int code() {
    return ordinal() + 1;
  }

  /** The bytes of the zone map of one block. */
  int zoneBytes() {
    return this == UTF8 ? 2 * Integer.BYTES : 2 * Long.BYTES;
  }

  /**
   * @throws IndexOutOfBoundsException where there is none
   */
  static ColumnEncoding of(int code) {
    return values()[code - 1];
  }

  static ColumnEncoding ofIntegers(long smallest, long largest) {
    if (smallest >= Byte.MIN_VALUE && largest <= Byte.MAX_VALUE) {
      return INT8;
    }
    if (smallest >= Short.MIN_VALUE && largest <= Short.MAX_VALUE) {
      return INT16;
    }
    return smallest >= Integer.MIN_VALUE && largest <= Integer.MAX_VALUE ? INT32 : INT64;
  }
}
