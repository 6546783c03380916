package io.elanus.shell.run;

/**
 * A piece of a command text.
 *
 * @param start of its characters in the text
 * @param end behind its last character
 * @param line where it starts
 * @param value of a word: its characters with quotes and escapes removed
 * @param open what is opened in it and never closed, as "the quote ' opened in line 4"; null where
 *     nothing is
 */
public record Token(Kind kind, int start, int end, int line, String value, String open) {
  /** What a piece is. */
  public enum Kind {
    WORD,
    /** A semicolon or the end of a line. */
    SEPARATOR,
    COMMENT,
    /** A backslash at the end of a line, which the next line goes on from. */
    JOIN
  }
}
