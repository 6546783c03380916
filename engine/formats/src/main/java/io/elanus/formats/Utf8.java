package io.elanus.formats;

/** Lengths in UTF-8. */
final class Utf8 {
  private Utf8() {}

  /** Bytes that the characters take; each half of a pair counts as two of the four bytes. */
  static int length(char[] text, int from, int to) {
    int bytes = to - from;
    for (int i = from; i < to; i++) {
      char c = text[i];
      if (c >= 0x80) {
        bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return bytes;
  }
}
