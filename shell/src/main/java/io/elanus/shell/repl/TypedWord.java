package io.elanus.shell.repl;

import java.util.List;
import org.jline.reader.CompletingParsedLine;

/**
 * A line and the word before the cursor, which completion replaces; what stands behind the cursor
 * stays.
 *
 * @param start of the word
 */
record TypedWord(String line, int cursor, int start) implements CompletingParsedLine {
  @Override
  public String word() {
    return line.substring(start, cursor);
  }

  @Override
  public int wordCursor() {
    return cursor - start;
  }

  @Override
  public int wordIndex() {
    return 0;
  }

  @Override
  public List<String> words() {
    return List.of(word());
  }

  /** Candidates come with the quotes that they need. */
  @Override
  public CharSequence escape(CharSequence candidate, boolean complete) {
    return candidate;
  }

  @Override
  public int rawWordCursor() {
    return wordCursor();
  }

  @Override
  public int rawWordLength() {
    return wordCursor();
  }
}
