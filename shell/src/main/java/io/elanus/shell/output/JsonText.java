package io.elanus.shell.output;

/**
 * A value that is JSON already, as a JSON field keeps it.
 *
 * @param text one JSON value
 */
public record JsonText(String text) {
  /** On one line: JSON has line breaks only where blanks may stand too. */
  @Override
  public String toString() {
    return text.replace('\n', ' ').replace('\r', ' ');
  }
}
