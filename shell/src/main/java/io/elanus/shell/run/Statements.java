package io.elanus.shell.run;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits text into commands and their words.
 *
 * <p>A command ends at a new line or {@code ;}. A word ends at a blank. Single quotes keep everything; double quotes too,
 * but for {@code \"} and {@code \\}. Elsewhere a backslash keeps the next character, and at the end of a line it joins
 * the next one. A word that starts with {@code [} or {@code {} reaches to the bracket that closes it, so that vectors
 * and rows need no quotes. A word that starts with {@code #} starts a comment.
 */
public final class Statements {
  private final String text;
  private final List<Statement> statements = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private int at;
  private int line = 1;
  private int startLine = 1;

  private Statements(String text) {
    this.text = text;
  }

  /**
   * @throws ElanusException USAGE where a quote or bracket stays open
   */
  public static List<Statement> parse(String text) {
    try {
      return new Statements(text).run();
    } catch (OpenEnd e) {
      throw new ElanusException(ErrorCode.USAGE, e.getMessage(), null, e);
    }
  }

  /** Whether the text ends inside a quote, a bracket, or after a joining backslash. */
  public static boolean isIncomplete(String text) {
    try {
      new Statements(text).run();
      return endsWithJoin(text);
    } catch (OpenEnd e) {
      return true;
    }
  }

  private static boolean endsWithJoin(String text) {
    int backslashes = 0;
    while (backslashes < text.length()
        && text.charAt(text.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  private List<Statement> run() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n' || c == ';') {
        endStatement();
        step();
      } else if (Character.isWhitespace(c)) {
        at++;
      } else if (c == '\\' && joins()) {
        at = text.indexOf('\n', at) + 1;
        line++;
      } else if (c == '#') {
        skipComment();
      } else {
        if (words.isEmpty()) {
          startLine = line;
        }
        words.add(c == '[' || c == '{' ? bracketed() : word());
      }
    }
    endStatement();
    return statements;
  }

  private void endStatement() {
    if (!words.isEmpty()) {
      statements.add(new Statement(startLine, words));
      words.clear();
    }
  }

  /** Moves past one character and counts the line that it may end. */
  private char step() {
    char c = text.charAt(at++);
    if (c == '\n') {
      line++;
    }
    return c;
  }

  private boolean joins() {
    return text.startsWith("\\\n", at) || text.startsWith("\\\r\n", at);
  }

  private void skipComment() {
    while (at < text.length() && text.charAt(at) != '\n') {
      at++;
    }
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c) || c == ';' || c == '\\' && joins()) {
        break;
      }
      step();
      switch (c) {
        case '\'' -> quoted(word, '\'');
        case '"' -> quoted(word, '"');
        case '\\' -> word.append(at < text.length() ? step() : '\\');
        default -> word.append(c);
      }
    }
    return word.toString();
  }

  private void quoted(StringBuilder word, char quote) {
    int opened = line;
    while (at < text.length()) {
      char c = step();
      if (c == quote) {
        return;
      }
      boolean escape =
          c == '\\'
              && quote == '"'
              && at < text.length()
              && (text.charAt(at) == '"' || text.charAt(at) == '\\');
      word.append(escape ? step() : c);
    }
    throw new OpenEnd("the quote %s opened in line %d is never closed".formatted(quote, opened));
  }

  /** Keeps quotes, since what stands between the brackets is JSON. */
  private String bracketed() {
    int start = at;
    int opened = line;
    int depth = 0;
    boolean inString = false;
    while (at < text.length()) {
      char c = step();
      if (inString) {
        if (c == '\\' && at < text.length()) {
          step();
        } else if (c == '"') {
          inString = false;
        }
      } else if (c == '"') {
        inString = true;
      } else if (c == '[' || c == '{') {
        depth++;
      } else if (c == ']' || c == '}') {
        depth--;
        if (depth == 0) {
          return text.substring(start, at);
        }
      }
    }
    throw new OpenEnd(
        "the bracket %s opened in line %d is never closed".formatted(text.charAt(start), opened));
  }

  /** Text that stops too early; at a terminal the next line may close it. */
  private static final class OpenEnd extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OpenEnd(String message) {
      super(message);
    }
  }
}
