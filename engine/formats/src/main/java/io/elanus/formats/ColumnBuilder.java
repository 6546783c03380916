package io.elanus.formats;

import io.elanus.api.Column;
import io.elanus.api.FieldSchema;
import tools.jackson.core.JsonParser;

/**
 * Collects the values of one field for a batch. A value that breaks a rule of the field is a {@link
 * BadValue}; the batch is lost then.
 */
abstract class ColumnBuilder {
  protected final FieldSchema field;
  protected int rows;

  protected ColumnBuilder(FieldSchema field) {
    this.field = field;
  }

  /**
   * @param capacity rows in a batch
   */
  static ColumnBuilder of(FieldSchema field, int capacity) {
    return switch (field.type().require()) {
      case BOOL -> new Scalars.Booleans(field, capacity);
      case INT8 -> new Scalars.Ints(field, capacity, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case INT16 -> new Scalars.Ints(field, capacity, Short.MIN_VALUE, Short.MAX_VALUE);
      case INT32 -> new Scalars.Ints(field, capacity, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case INT64 -> new Scalars.Longs(field, capacity);
      case FLOAT -> new Scalars.Floats(field, capacity);
      case DOUBLE -> new Scalars.Doubles(field, capacity);
      case VARCHAR -> new Scalars.Varchars(field, capacity);
      case JSON -> new Scalars.Jsons(field, capacity);
      case FLOAT_VECTOR, BINARY_VECTOR -> new VectorBuilder(field, capacity);
    };
  }

  final FieldSchema field() {
    return field;
  }

  final int rows() {
    return rows;
  }

  /** Characters of the texts collected so far; 0 where values have a fixed size. */
  long characters() {
    return 0;
  }

  /** Adds the value that stands in a cell of text. */
  abstract void addText(char[] text, int from, int to);

  /** Adds the value at the parser's current token, and leaves it at the last token of the value. */
  abstract void addJson(JsonParser parser);

  /** The values so far; the builder begins anew. */
  abstract Column take();
}
