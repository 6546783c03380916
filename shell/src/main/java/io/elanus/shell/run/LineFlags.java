package io.elanus.shell.run;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.shell.output.OutputFormat;
import java.util.ArrayList;
import java.util.List;

/**
 * A line's own {@code --output}, taken from its words: it holds for this one command.
 *
 * @param format null where the line has none
 */
record LineFlags(List<String> words, OutputFormat format) {
  private static final String OUTPUT = "--output";

  static LineFlags of(List<String> words) {
    int at = 0;
    while (at < words.size() && !isOutput(words.get(at))) {
      at++;
    }
    if (at == words.size()) {
      return new LineFlags(words, null);
    }
    List<String> rest = new ArrayList<>(words);
    String word = rest.remove(at);
    if (word.length() > OUTPUT.length()) {
      return new LineFlags(rest, OutputFormat.parse(word.substring(OUTPUT.length() + 1)));
    }
    if (at == rest.size()) {
      throw new ElanusException(ErrorCode.USAGE, "--output needs a value, table, json or csv");
    }
    return new LineFlags(rest, OutputFormat.parse(rest.remove(at)));
  }

  private static boolean isOutput(String word) {
    return word.equals(OUTPUT) || word.startsWith(OUTPUT + "=");
  }
}
