package io.elanus.shell.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.elanus.shell.command.Commands;
import io.elanus.shell.complete.Grammar;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Styles as one letter for each character: Command, Flag, Text, comment #, Unknown, and a dot for
 * plain.
 */
class CommandHighlighterTest {
  private final CommandHighlighter highlighter =
      new CommandHighlighter(new Grammar(Commands.tree()));

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '`',
      value = {
        "create index -c words      > CCCCCC.CCCCC.FF......",
        "creat                      > .....",
        "crate                      > UUUUU",
        "crate index                > UUUUU.UUUUU",
        "create inde                > CCCCCC.....",
        "create inde -c x           > CCCCCC.UUUU.....",
        "use words; exit            > CCC........CCCC",
        "get 'a b' # it             > CCC.TTTTT.####",
        "get --colour red           > CCC.UUUUUUUU....",
        "get --coll                 > CCC.......",
        "search --vector [1, 2]     > CCCCCC.FFFFFFFF.TTTTTT",
        "search --vector [1,        > CCCCCC.FFFFFFFF.TTT",
        "get -5                     > CCC...",
        "load words                 > CCCC......",
      })
  void linesAreColored(String line, String styles) {
    assertEquals(styles, letters(highlighter.highlight(null, line)), line);
  }

  private static String letters(AttributedString text) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      letters.append(letter(text.styleAt(i)));
    }
    return letters.toString();
  }

  private static char letter(AttributedStyle style) {
    if (style.equals(AttributedStyle.DEFAULT.bold())) {
      return 'C';
    }
    if (style.equals(AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN))) {
      return 'F';
    }
    if (style.equals(AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN))) {
      return 'T';
    }
    if (style.equals(AttributedStyle.DEFAULT.foreground(AttributedStyle.RED))) {
      return 'U';
    }
    return style.equals(AttributedStyle.DEFAULT.faint()) ? '#' : '.';
  }
}
