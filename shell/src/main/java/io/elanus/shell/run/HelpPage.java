package io.elanus.shell.run;

/** Text in columns, broken at blanks only. */
final class HelpPage {
  private static final int NARROWEST = 40;

  /** Lines of prose that are longer are hard to read. */
  private static final int WIDEST = 100;

  private final StringBuilder text = new StringBuilder();
  private final int width;

  /**
   * @param columns of the terminal; a line leaves the last one free, as some terminals wrap there
   */
  HelpPage(int columns) {
    this.width = Math.clamp(columns, NARROWEST, WIDEST) - 1;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  HelpPage line(String line) {
    text.append(line).append('\n');
    return this;
  }

  HelpPage heading(String line) {
    text.append('\n');
    return paragraph(line);
  }

  HelpPage paragraph(String sentence) {
    return term("", sentence, 0);
  }

  /**
   * The start, then the sentence from a column on; on a line of its own where the start is long. On
   * a narrow page the column moves to the left.
   */
  HelpPage term(String start, String sentence, int column) {
    int left = Math.min(column, width / 3);
    StringBuilder line = new StringBuilder(start);
    if (!start.isEmpty() && start.length() + 2 > left) {
      text.append(line).append('\n');
      line.setLength(0);
    }
    line.repeat(' ', left - line.length());
    boolean first = true;
    for (String word : sentence.split(" ")) {
      if (!first && line.length() + 1 + word.length() > width) {
        text.append(line).append('\n');
        line.setLength(0);
        line.repeat(' ', left);
        first = true;
      }
      line.append(first ? "" : " ").append(word);
      first = false;
    }
    text.append(line).append('\n');
    return this;
  }

  /** A command; where it is too long a backslash joins its lines, as it does in a script. */
  HelpPage example(String command) {
    StringBuilder line = new StringBuilder(" ");
    for (String word : command.split(" (?=-)")) {
      if (line.length() + 1 + word.length() + 2 > width && !line.toString().isBlank()) {
        text.append(line).append(" \\\n");
        line.setLength(0);
        line.append("   ");
      }
      line.append(' ').append(word);
    }
    text.append(line).append('\n');
    return this;
  }
}
