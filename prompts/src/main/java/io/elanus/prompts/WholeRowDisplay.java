package io.elanus.prompts;

import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.WCWidth;

/**
 * Shows the line that is edited. Lines whose characters all take one cell are left to JLine, which
 * writes what changed and lets the terminal wrap. It does so by single {@code char}s and by writing
 * the last column again, which shows a wide character twice there, tears emoji apart at the start
 * of a row and puts combining marks on a neighbour. A line that holds such characters is therefore
 * written anew with each change, and each of its rows ends with a line feed of its own.
 */
final class WholeRowDisplay extends Display {
  private List<AttributedString> shown = List.of();
  private boolean shownUneven;

  WholeRowDisplay(Terminal terminal) {
    super(terminal, false);
  }

  @Override
  public void reset() {
    shown = List.of();
    super.reset();
  }

  @Override
  public void update(List<AttributedString> rows, int cursor, boolean flush) {
    if (!terminalDelayedWrapAtEol) {
      super.update(rows, cursor, flush);
      return;
    }
    List<AttributedString> next = List.copyOf(rows);
    boolean uneven = next.stream().anyMatch(WholeRowDisplay::isUneven);
    if ((uneven || shownUneven) && !next.equals(shown)) {
      erase();
    }
    shown = next;
    shownUneven = uneven;
    super.update(uneven ? ended(next) : rows, cursor, flush);
  }

  private void erase() {
    moveVisualCursorTo(0);
    terminal.puts(Capability.clr_eos);
    terminal.writer().flush();
    super.reset();
  }

  /** Whether some character takes two cells, none, or two {@code char}s. */
  private static boolean isUneven(AttributedString row) {
    return row.chars().anyMatch(c -> c > '~' && (isSurrogate(c) || WCWidth.wcwidth(c) != 1));
  }

  private static boolean isSurrogate(int c) {
    return Character.isSurrogate((char) c);
  }

  /** The rows, each but the last with a line feed. */
  private static List<AttributedString> ended(List<AttributedString> rows) {
    List<AttributedString> ended = new ArrayList<>(rows);
    for (int i = 0; i < rows.size() - 1; i++) {
      AttributedString row = rows.get(i);
      if (row.isEmpty() || row.charAt(row.length() - 1) != '\n') {
        ended.set(
            i, AttributedString.join(AttributedString.EMPTY, row, new AttributedString("\n")));
      }
    }
    return ended;
  }
}
