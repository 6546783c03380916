package io.elanus.prompts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/**
 * Asks a person at a terminal. Tab completes, Enter takes the default in brackets, a wrong answer
 * says what is allowed and asks again, "?" explains, "&lt;" goes back a question; Ctrl-C and Ctrl-D
 * leave.
 */
public final class TerminalAsker implements Asker {
  static final String BACK = "<";
  private static final String EXPLAIN = "?";
  private static final String KEYS =
      "Tab completes, Enter takes [the default], ? helps, < goes back, Ctrl-C leaves.";
  private static final int NARROWEST = 20;
  private static final int WIDTH_UNKNOWN = 80;

  private final Terminal terminal;
  private final boolean color;
  private final AnswerCompleter completer = new AnswerCompleter();
  private @Nullable LineReader reader;

  /**
   * @param color whether styles may be used; a dumb terminal never gets them
   */
  public TerminalAsker(Terminal terminal, boolean color) {
    this.terminal = terminal;
    this.color = color;
  }

  @Override
  public Turn ask(Question question, boolean canGoBack) {
    LineReader lines = reader;
    if (lines == null) {
      lines = newReader();
      reader = lines;
      sayKeys();
    }
    completer.ask(question);
    print(QuestionView.above(question, width()));
    while (true) {
      String typed = readLine(lines, question).strip();
      if (typed.equals(BACK)) {
        if (canGoBack) {
          return new Turn.Back();
        }
        say("This is the first question; Ctrl-C leaves.");
      } else if (typed.equals(EXPLAIN)) {
        explain(question);
      } else {
        switch (question.read(typed)) {
          case Reply.Accepted accepted -> {
            echo(question, typed, accepted.value());
            return new Turn.Answer(accepted.value());
          }
          case Reply.Refused refused -> say(refused.sentence() + ".");
        }
      }
    }
  }

  private String readLine(LineReader lines, Question question) {
    if (TypeAhead.ends(terminal)) {
      throw new DialogLeft(true);
    }
    try {
      return lines.readLine(shown(QuestionView.prompt(question)));
    } catch (UserInterruptException left) {
      throw new DialogLeft();
    } catch (EndOfFileException left) {
      throw new DialogLeft(true);
    }
  }

  /** Says what a shortened or numbered choice was taken for. */
  private void echo(Question question, String typed, String taken) {
    boolean choice =
        question.kind() instanceof AnswerKind.OneOf || question.kind() instanceof AnswerKind.SomeOf;
    if (choice && !typed.isEmpty() && !typed.equalsIgnoreCase(taken)) {
      say("= " + taken);
    }
  }

  private void explain(Question question) {
    print(QuestionView.above(question, width()));
    if (!question.option().isEmpty()) {
      say("On a command line: " + question.option() + ".");
    }
    sayKeys();
  }

  private void sayKeys() {
    List<AttributedString> lines = new ArrayList<>();
    QuestionView.wrap(lines, "", "", KEYS, width(), AttributedStyle.DEFAULT.faint());
    print(lines);
  }

  private void say(String sentence) {
    List<AttributedString> lines = new ArrayList<>();
    QuestionView.wrap(lines, "  ", "  ", sentence, width(), AttributedStyle.DEFAULT);
    print(lines);
  }

  private void print(List<AttributedString> lines) {
    for (AttributedString line : lines) {
      terminal.writer().println(shown(line));
    }
    terminal.flush();
  }

  private String shown(AttributedString text) {
    return color ? text.toAnsi(terminal) : text.toString();
  }

  /** Measured for each question, so that a resized window is heeded. */
  private int width() {
    int columns = terminal.getSize().getColumns();
    return columns <= 0 ? WIDTH_UNKNOWN : Math.max(NARROWEST, columns);
  }

  private LineReader newReader() {
    LineEditor editor =
        LineEditor.at(terminal, new HashMap<>(Map.of(LineReader.DISABLE_HISTORY, true)));
    editor.setHistory(new DefaultHistory());
    editor.setParser((line, cursor, _) -> new WholeLine(line, cursor));
    editor.setCompleter(completer);
    editor.setCompletionMatcher(new AnswerMatcher());
    // Pasted lines are separate answers, so each must end its own question.
    editor.option(LineReader.Option.BRACKETED_PASTE, false);
    editor.option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
    editor.option(LineReader.Option.CASE_INSENSITIVE, true);
    return editor;
  }
}
