package io.elanus.formats;

import io.elanus.base.ErrorCode;
import io.elanus.base.Wording;

/** Vectors written as text: "[1, 2.5, -3]", or with blanks for commas as NumPy prints them. */
final class VectorText {
  private VectorText() {}

  /** Takes the numbers one by one. */
  interface Sink {
    void put(int index, float value);
  }

  /** Whether a text is meant for a vector: its first letter behind blanks is a bracket. */
  static boolean isBracketed(char[] text, int from, int to) {
    int start = skip(text, from, to);
    return start < to && text[start] == '[';
  }

  /**
   * @return how many numbers there are
   * @throws BadValue where it is no list of numbers in brackets
   */
  static int read(char[] text, int from, int to, Sink sink) {
    int start = skip(text, from, to);
    int end = to;
    while (end > start && text[end - 1] <= ' ') {
      end--;
    }
    if (end - start < 2 || text[start] != '[' || text[end - 1] != ']') {
      throw new BadValue(
          ErrorCode.INVALID_VECTOR,
          "vector as [1, 2, 3] expected, got "
              + (start == end
                  ? "an empty cell"
                  : Wording.quoted(new String(text, from, to - from))));
    }
    int close = end - 1;
    int at = skip(text, start + 1, close);
    if (at == close) {
      return 0;
    }
    int count = 0;
    int firstComma = comma(text, at, close);
    if (firstComma == close) {
      return readBlanks(text, at, close, sink);
    }
    int comma = firstComma;
    while (true) {
      sink.put(count, number(text, at, comma, count));
      count++;
      if (comma == close) {
        return count;
      }
      at = comma + 1;
      comma = comma(text, at, close);
    }
  }

  private static int comma(char[] text, int from, int to) {
    int at = from;
    while (at < to && text[at] != ',') {
      at++;
    }
    return at;
  }

  private static int readBlanks(char[] text, int from, int to, Sink sink) {
    int count = 0;
    int at = from;
    while (at < to) {
      int end = at;
      while (end < to && text[end] > ' ') {
        end++;
      }
      sink.put(count, number(text, at, end, count));
      count++;
      at = skip(text, end, to);
    }
    return count;
  }

  /**
   * One number with spaces around it.
   *
   * @param index its place in the vector, for the message
   */
  static float number(char[] text, int from, int to, int index) {
    int start = skip(text, from, to);
    int end = to;
    while (end > start && text[end - 1] <= ' ') {
      end--;
    }
    try {
      return NumberText.parseFloat(text, start, end);
    } catch (NumberFormatException _) {
      throw new BadValue(
          ErrorCode.INVALID_VECTOR,
          "value %d of the vector must be a number, got %s"
              .formatted(index + 1, Wording.quoted(new String(text, start, end - start))));
    }
  }

  private static int skip(char[] text, int from, int to) {
    int at = from;
    while (at < to && text[at] <= ' ') {
      at++;
    }
    return at;
  }
}
