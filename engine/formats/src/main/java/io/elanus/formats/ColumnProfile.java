package io.elanus.formats;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** What the values of one column look like. */
final class ColumnProfile {
  /** Rows whose values are compared with each other; keys that repeat do so early. */
  private static final int MAX_COMPARED = 100_000;

  /** What a value can be taken for. */
  enum Shape {
    INTEGER,
    /** A whole number that a long holds and no double does. */
    PRECISE_INTEGER,
    /** A whole number that no long holds. */
    WIDE_INTEGER,
    DECIMAL,
    BOOLEAN,
    TEXT,
    VECTOR,
    /** An object, an array that is no vector, or vectors of several lengths. */
    STRUCTURE
  }

  private final String name;
  private final Set<Shape> shapes = EnumSet.noneOf(Shape.class);
  private final Set<Long> hashes = new HashSet<>();
  private boolean distinct = true;
  private long values;
  private int maxBytes;
  private int dim;
  private @Nullable String ragged;

  ColumnProfile(String name) {
    this.name = name;
  }

  void text(char[] text, int from, int to) {
    values++;
    maxBytes = Math.max(maxBytes, Utf8.length(text, from, to));
    Shape shape = shapeOf(text, from, to);
    shapes.add(shape);
    if (shape != Shape.VECTOR) {
      compare(text, from, to);
    }
  }

  /** A vector over several cells. */
  void run(CsvRecords records, CsvColumn column) {
    values++;
    for (int i = 0; i < column.cells(); i++) {
      int cell = column.first() + i;
      VectorText.number(records.text(), records.start(cell), records.end(cell), i);
    }
    vector(column.cells());
  }

  /** The value at the parser's current token; leaves it at the last token of the value. */
  void json(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return;
    }
    values++;
    switch (token) {
      case VALUE_NUMBER_INT -> {
        int start = parser.getStringOffset();
        shapes.add(
            wholeShape(parser.getStringCharacters(), start, start + parser.getStringLength()));
      }
      case VALUE_NUMBER_FLOAT -> shapes.add(Shape.DECIMAL);
      case VALUE_TRUE, VALUE_FALSE -> shapes.add(Shape.BOOLEAN);
      case VALUE_STRING -> {
        int start = parser.getStringOffset();
        char[] characters = parser.getStringCharacters();
        int end = start + parser.getStringLength();
        // Frames of pandas are written with their arrays as text.
        boolean bracketed = VectorText.isBracketed(characters, start, end);
        Shape shape = bracketed ? shapeOf(characters, start, end) : Shape.TEXT;
        shapes.add(shape);
        if (shape == Shape.VECTOR) {
          return;
        }
      }
      case START_ARRAY -> {
        array(parser);
        return;
      }
      default -> {
        shapes.add(Shape.STRUCTURE);
        parser.skipChildren();
        return;
      }
    }
    int from = parser.getStringOffset();
    char[] text = parser.getStringCharacters();
    int to = from + parser.getStringLength();
    maxBytes = Math.max(maxBytes, Utf8.length(text, from, to));
    compare(text, from, to);
  }

  private void array(JsonParser parser) {
    int count = 0;
    boolean numbers = true;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      JsonToken token = parser.currentToken();
      if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
        if (numbers && ragged == null) {
          spoil(
              "value %d of the vector must be a number, got %s"
                  .formatted(count + 1, JsonValues.shown(parser)));
        }
        numbers = false;
      }
      parser.skipChildren();
      count++;
    }
    if (numbers && count > 0) {
      vector(count);
    } else {
      shapes.add(Shape.STRUCTURE);
    }
  }

  /** Notes what is wrong with a vector, which keeps the column from being one of vectors. */
  private void spoil(String message) {
    if (ragged == null) {
      ragged = "column %s: row %d: %s".formatted(name, values, message);
    }
  }

  private void vector(int length) {
    if (dim == 0) {
      dim = length;
    } else if (dim != length && ragged == null) {
      ragged =
          "column %s: vectors must have one length, row 1 has %d values, row %d has %d"
              .formatted(name, dim, values, length);
    }
    shapes.add(ragged == null ? Shape.VECTOR : Shape.STRUCTURE);
  }

  private Shape shapeOf(char[] text, int from, int to) {
    if (from == to) {
      return Shape.TEXT;
    }
    if (VectorText.isBracketed(text, from, to)) {
      try {
        int count = VectorText.read(text, from, to, (_, _) -> {});
        vector(count);
        return ragged == null ? Shape.VECTOR : Shape.STRUCTURE;
      } catch (BadValue e) {
        spoil(e.getMessage());
        return Shape.TEXT;
      }
    }
    char first = text[from];
    if (first == '-' || first == '.' || first >= '0' && first <= '9') {
      return numberShape(text, from, to);
    }
    String word = to - from <= 5 ? new String(text, from, to - from) : "";
    boolean truth = word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false");
    return truth ? Shape.BOOLEAN : Shape.TEXT;
  }

  /** Codes such as 00123 are text: as a number they would lose their zeros. */
  private static Shape numberShape(char[] text, int from, int to) {
    boolean padded = text[from] == '0' && to - from > 1 && Character.isDigit(text[from + 1]);
    if (padded) {
      return Shape.TEXT;
    }
    Shape whole = wholeShape(text, from, to);
    if (whole != null) {
      return whole;
    } else {
      try {
        return Double.isFinite(NumberText.parseDouble(text, from, to)) ? Shape.DECIMAL : Shape.TEXT;
      } catch (NumberFormatException _) {
        return Shape.TEXT;
      }
    }
  }

  /** Null where it is no whole number. */
  private static @Nullable Shape wholeShape(char[] text, int from, int to) {
    try {
      long value = NumberText.parseLong(text, from, to);
      return (long) (double) value == value && value != Long.MAX_VALUE
          ? Shape.INTEGER
          : Shape.PRECISE_INTEGER;
    } catch (NumberFormatException _) {
      int start = text[from] == '-' ? from + 1 : from;
      for (int i = start; i < to; i++) {
        if (text[i] < '0' || text[i] > '9') {
          return null;
        }
      }
      return start == to ? null : Shape.WIDE_INTEGER;
    }
  }

  private void compare(char[] text, int from, int to) {
    if (!distinct || hashes.size() >= MAX_COMPARED) {
      return;
    }
    long hash = 0xCBF29CE484222325L;
    for (int i = from; i < to; i++) {
      hash = (hash ^ text[i]) * 0x100000001B3L;
    }
    distinct = hashes.add(hash);
  }

  String name() {
    return name;
  }

  Set<Shape> shapes() {
    return shapes;
  }

  /** Values that are not null. */
  long values() {
    return values;
  }

  boolean distinct() {
    return distinct;
  }

  int maxBytes() {
    return maxBytes;
  }

  int dim() {
    return dim;
  }

  /** What is wrong with its vectors, or null. */
  @Nullable String ragged() {
    return dim > 0 ? ragged : null;
  }
}
