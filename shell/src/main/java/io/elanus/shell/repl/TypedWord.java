package io.elanus.shell.repl;

import io.elanus.shell.grammar.CommandWords;
import java.util.List;
import org.jline.reader.CompletingParsedLine;

/**
 * A line and the word before the cursor, which completion replaces; what stands behind the cursor
 * stays. Candidates are compared with what the word means, and written in the quotes that it was
 * begun with where they do.
 *
 * @param start of the word as it is written
 * @param word what it means, without its quotes and backslashes
 */
record TypedWord(String line, int cursor, int start, String word) implements CompletingParsedLine {
  @Override
  public int wordCursor() {
    return word.length();
  }

  @Override
  public int wordIndex() {
    return 0;
  }

  @Override
  public List<String> words() {
    return List.of(word);
  }

  /**
   * @param complete whether nothing is to follow; the quotes stay open otherwise
   */
  @Override
  public CharSequence escape(CharSequence candidate, boolean complete) {
    String value = candidate.toString();
    boolean begun = start < cursor && (line.charAt(start) == '\'' || line.charAt(start) == '"');
    if (!begun && CommandWords.quoted(value).equals(value)) {
      return value;
    }
    String quoted =
        begun && line.charAt(start) == '"' || value.contains("'")
            ? CommandWords.inDoubleQuotes(value)
            : "'" + value + "'";
    return complete ? quoted : quoted.substring(0, quoted.length() - 1);
  }

  @Override
  public int rawWordCursor() {
    return cursor - start;
  }

  @Override
  public int rawWordLength() {
    return cursor - start;
  }
}
