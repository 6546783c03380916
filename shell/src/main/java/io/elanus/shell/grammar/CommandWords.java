package io.elanus.shell.grammar;

import java.util.regex.Pattern;

/** Words as a command line needs them. */
public final class CommandWords {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./~:=,+*@%-]+");

  private CommandWords() {}

  /** In quotes where the line parser would see more than one word or drop a character. */
  public static String quoted(String word) {
    if (PLAIN.matcher(word).matches()) {
      return word;
    }
    return word.contains("'") ? inDoubleQuotes(word) : "'" + word + "'";
  }

  /** The word in quotes that may hold any character. */
  public static String inDoubleQuotes(String word) {
    return "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
