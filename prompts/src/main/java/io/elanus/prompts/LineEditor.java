package io.elanus.prompts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;

/**
 * JLine's line editor, which shows wide characters, emoji and combining marks at the margin too.
 */
public final class LineEditor extends LineReaderImpl {
  private LineEditor(Terminal terminal, Map<String, Object> variables) throws IOException {
    super(terminal, "elanus", variables);
  }

  /**
   * @param variables of JLine, by name; kept, and changed by the editor
   */
  public static LineEditor at(Terminal terminal, Map<String, Object> variables) {
    try {
      return new LineEditor(terminal, variables);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected void redisplay(boolean flush) {
    // The reader makes a plain display for each line and whenever the process is continued.
    if (!(display instanceof WholeRowDisplay)) {
      display = new WholeRowDisplay(terminal);
      display.resize(size);
    }
    super.redisplay(flush);
  }
}
