package io.elanus.formats;

import io.elanus.api.Column;
import io.elanus.api.FieldSchema;
import io.elanus.base.Wording;
import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Builders of the fields that are no vectors. */
final class Scalars {
  private Scalars() {}

  /**
   * Reads numbers: from cells without the spaces around them, from JSON numbers as they are
   * written.
   */
  private abstract static class Numbers extends ColumnBuilder {
    Numbers(FieldSchema field) {
      super(field);
    }

    /**
     * @throws NumberFormatException where it is no number of the type
     */
    abstract void add(char[] text, int from, int to);

    @Override
    final void addText(char[] text, int from, int to) {
      int start = from;
      int end = to;
      while (start < end && text[start] <= ' ') {
        start++;
      }
      while (end > start && text[end - 1] <= ' ') {
        end--;
      }
      if (start == end) {
        throw BadValue.expected(rule(), "an empty cell");
      }
      try {
        add(text, start, end);
      } catch (NumberFormatException _) {
        throw BadValue.expected(rule(), Wording.quoted(new String(text, from, to - from)));
      }
    }

    @Override
    final void addJson(JsonParser parser) {
      JsonToken token = parser.currentToken();
      if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
        throw BadValue.expected(rule(), JsonValues.shown(parser));
      }
      int from = parser.getStringOffset();
      try {
        add(parser.getStringCharacters(), from, from + parser.getStringLength());
      } catch (NumberFormatException _) {
        throw BadValue.expected(rule(), Wording.excerpt(parser.getString()));
      }
    }

    String rule() {
      return field.type().name();
    }
  }

  static final class Booleans extends ColumnBuilder {
    private final boolean[] values;

    Booleans(FieldSchema field, int capacity) {
      super(field);
      values = new boolean[capacity];
    }

    @Override
    void addText(char[] text, int from, int to) {
      String word = new String(text, from, to - from).strip();
      if (!word.equalsIgnoreCase("true") && !word.equalsIgnoreCase("false")) {
        throw BadValue.expected("BOOL (true or false)", Wording.quoted(word));
      }
      values[rows++] = word.equalsIgnoreCase("true");
    }

    @Override
    void addJson(JsonParser parser) {
      JsonToken token = parser.currentToken();
      if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
        throw BadValue.expected("BOOL (true or false)", JsonValues.shown(parser));
      }
      values[rows++] = token == JsonToken.VALUE_TRUE;
    }

    @Override
    Column take() {
      boolean[] taken = Arrays.copyOf(values, rows);
      rows = 0;
      return new Column.Booleans(taken);
    }
  }

  static final class Ints extends Numbers {
    private final int[] values;
    private final int minimum;
    private final int maximum;

    Ints(FieldSchema field, int capacity, int minimum, int maximum) {
      super(field);
      this.values = new int[capacity];
      this.minimum = minimum;
      this.maximum = maximum;
    }

    @Override
    void add(char[] text, int from, int to) {
      long value = NumberText.parseLong(text, from, to);
      if (value < minimum || value > maximum) {
        throw new NumberFormatException();
      }
      values[rows++] = (int) value;
    }

    @Override
    String rule() {
      return "%s in [%d, %d]".formatted(field.type(), minimum, maximum);
    }

    @Override
    Column take() {
      int[] taken = Arrays.copyOf(values, rows);
      rows = 0;
      return new Column.Ints(taken);
    }
  }

  static final class Longs extends Numbers {
    private final long[] values;

    Longs(FieldSchema field, int capacity) {
      super(field);
      values = new long[capacity];
    }

    @Override
    void add(char[] text, int from, int to) {
      values[rows++] = NumberText.parseLong(text, from, to);
    }

    @Override
    Column take() {
      long[] taken = Arrays.copyOf(values, rows);
      rows = 0;
      return new Column.Longs(taken);
    }
  }

  static final class Floats extends Numbers {
    private final float[] values;

    Floats(FieldSchema field, int capacity) {
      super(field);
      values = new float[capacity];
    }

    @Override
    void add(char[] text, int from, int to) {
      float value = NumberText.parseFloat(text, from, to);
      if (!Float.isFinite(value)) {
        throw new NumberFormatException();
      }
      values[rows++] = value;
    }

    @Override
    String rule() {
      return "finite FLOAT";
    }

    @Override
    Column take() {
      float[] taken = Arrays.copyOf(values, rows);
      rows = 0;
      return new Column.Floats(taken);
    }
  }

  static final class Doubles extends Numbers {
    private final double[] values;

    Doubles(FieldSchema field, int capacity) {
      super(field);
      values = new double[capacity];
    }

    @Override
    void add(char[] text, int from, int to) {
      double value = NumberText.parseDouble(text, from, to);
      if (!Double.isFinite(value)) {
        throw new NumberFormatException();
      }
      values[rows++] = value;
    }

    @Override
    String rule() {
      return "finite DOUBLE";
    }

    @Override
    Column take() {
      double[] taken = Arrays.copyOf(values, rows);
      rows = 0;
      return new Column.Doubles(taken);
    }
  }

  static final class Varchars extends ColumnBuilder {
    private final String[] values;
    private long characters;

    Varchars(FieldSchema field, int capacity) {
      super(field);
      values = new String[capacity];
    }

    @Override
    long characters() {
      return characters;
    }

    @Override
    void addText(char[] text, int from, int to) {
      int bytes = Utf8.length(text, from, to);
      String value = new String(text, from, to - from);
      if (bytes > field.maxLength()) {
        throw BadValue.expected(
            "VARCHAR of at most %d bytes".formatted(field.maxLength()),
            "%d bytes: %s".formatted(bytes, Wording.quoted(value)));
      }
      values[rows++] = value;
      characters += value.length();
    }

    @Override
    void addJson(JsonParser parser) {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        throw BadValue.expected("VARCHAR", JsonValues.shown(parser));
      }
      int from = parser.getStringOffset();
      addText(parser.getStringCharacters(), from, from + parser.getStringLength());
    }

    @Override
    Column take() {
      String[] taken = Arrays.copyOf(values, rows);
      Arrays.fill(values, 0, rows, null);
      rows = 0;
      characters = 0;
      return new Column.Strings(taken);
    }
  }

  static final class Jsons extends ColumnBuilder {
    private final String[] values;
    private long characters;

    Jsons(FieldSchema field, int capacity) {
      super(field);
      values = new String[capacity];
    }

    @Override
    long characters() {
      return characters;
    }

    @Override
    void addText(char[] text, int from, int to) {
      String value = new String(text, from, to - from).strip();
      if (!JsonValues.isValid(value)) {
        throw BadValue.expected("JSON", value.isEmpty() ? "an empty cell" : Wording.quoted(value));
      }
      values[rows++] = value;
      characters += value.length();
    }

    @Override
    void addJson(JsonParser parser) {
      String value = JsonValues.text(parser);
      values[rows++] = value;
      characters += value.length();
    }

    @Override
    Column take() {
      String[] taken = Arrays.copyOf(values, rows);
      Arrays.fill(values, 0, rows, null);
      rows = 0;
      characters = 0;
      return new Column.Strings(taken);
    }
  }
}
