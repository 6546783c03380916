package io.elanus.shell.output;

/** A text whose line breaks a table shows as such. */
public record Multiline(String text) {
  @Override
  public String toString() {
    return text;
  }
}
