package io.elanus.prompts;

import java.io.IOException;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingReader;

/**
 * What was typed before a prompt was there to take it.
 *
 * <p>A terminal in its usual mode turns Ctrl-D into the end of a line, and hands it over as a NUL
 * where the program has switched to reading keys by then. A line editor takes a NUL for Ctrl-Space
 * and waits for ever, so whoever is about to prompt asks here first.
 */
public final class TypeAhead {
  private static final int NUL = 0;

  private TypeAhead() {}

  /** Whether Ctrl-D is the next key and was pressed before now; takes the key if so. */
  public static boolean ends(Terminal terminal) {
    try {
      NonBlockingReader reader = terminal.reader();
      if (reader.peek(1) != NUL) {
        return false;
      }
      reader.read();
      return true;
    } catch (IOException gone) {
      return true;
    }
  }
}
