package io.elanus.formats;

import io.elanus.api.Column;
import io.elanus.api.DataType;
import io.elanus.api.FieldSchema;
import io.elanus.base.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Collects vectors written as "[1, 2, 3]"; those of BINARY_VECTOR as bytes in [0, 255], eight bits
 * each. A text without brackets is taken for base64 where it decodes to as many bytes as the vector
 * has: little-endian float32, or packed bits.
 */
final class VectorBuilder extends ColumnBuilder {
  private static final float[] NOTHING = {};

  private final int capacity;
  private final int width;
  private final boolean bits;
  private final VectorText.Sink sink = this::put;
  private float[] values = NOTHING;
  private int position;

  VectorBuilder(FieldSchema field, int capacity) {
    super(field);
    this.capacity = capacity;
    this.width = Vectors.width(field);
    this.bits = field.is(DataType.BINARY_VECTOR);
  }

  @Override
  void addText(char[] text, int from, int to) {
    begin();
    if (!addBase64(text, from, to)) {
      finish(VectorText.read(text, from, to, sink));
    }
  }

  private boolean addBase64(char[] text, int from, int to) {
    int bytes = bits ? width : width * Float.BYTES;
    if (to - from != (bytes + 2) / 3 * 4 || text[from] == '[') {
      return false;
    }
    ByteBuffer decoded;
    try {
      decoded = ByteBuffer.wrap(Base64.getDecoder().decode(new String(text, from, to - from)));
    } catch (IllegalArgumentException _) {
      return false;
    }
    if (decoded.capacity() != bytes) {
      return false;
    }
    decoded.order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < width; i++) {
      put(i, bits ? decoded.get() & 0xFF : decoded.getFloat());
    }
    finish(width);
    return true;
  }

  /** Adds a vector that is spread over cells, one number each. */
  void addCells(CsvRecords record, int first, int count) {
    begin();
    for (int i = 0; i < count; i++) {
      int from = record.start(first + i);
      int to = record.end(first + i);
      put(i, VectorText.number(record.text(), from, to, i));
    }
    finish(count);
  }

  @Override
  void addJson(JsonParser parser) {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      int from = parser.getStringOffset();
      addText(parser.getStringCharacters(), from, from + parser.getStringLength());
      return;
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw BadValue.expected(field.type() + " as [numbers]", JsonValues.shown(parser));
    }
    begin();
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      put(count, number(parser, count));
      count++;
    }
    finish(count);
  }

  /** The number at the current token; {@code index} is its place in the vector, for the message. */
  static float number(JsonParser parser, int index) {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
      throw new BadValue(
          ErrorCode.INVALID_VECTOR,
          "value %d of the vector must be a number, got %s"
              .formatted(index + 1, JsonValues.shown(parser)));
    }
    int from = parser.getStringOffset();
    return NumberText.parseFloat(
        parser.getStringCharacters(), from, from + parser.getStringLength());
  }

  private void begin() {
    if (values.length == 0) {
      values = new float[capacity * width];
    }
    position = rows * width;
  }

  /** Values past the width are counted only, so that the message can tell how many there are. */
  private void put(int index, float value) {
    boolean fits =
        bits ? value >= 0 && value <= 255 && value == (int) value : Float.isFinite(value);
    if (!fits) {
      throw new BadValue(
          ErrorCode.INVALID_VECTOR,
          "value %d of the vector must be %s, got %s"
              .formatted(index + 1, bits ? "a byte in [0, 255]" : "finite", value));
    }
    if (index < width) {
      values[position + index] = value;
    }
  }

  private void finish(int count) {
    if (count != width) {
      throw new BadValue(ErrorCode.INVALID_VECTOR, Vectors.widthMessage(field, count));
    }
    rows++;
  }

  @Override
  Column take() {
    float[] taken = Vectors.trim(values, rows, width);
    values = NOTHING;
    rows = 0;
    return Vectors.column(field.type().require(), taken, width);
  }
}
