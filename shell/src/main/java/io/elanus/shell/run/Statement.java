package io.elanus.shell.run;

import java.util.List;

/**
 * One command as written.
 *
 * @param line where it starts
 * @param words with quotes removed
 */
public record Statement(int line, List<String> words) {
  public Statement {
    words = List.copyOf(words);
  }
}
