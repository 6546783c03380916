package io.elanus.shell.run;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a command text into pieces. Never fails: what stays open reaches to the end of the text and
 * says so, since a person may still be typing it.
 *
 * <p>A command ends at a new line or {@code ;}. A word ends at a blank. Single quotes keep
 * everything; double quotes too, but for {@code \"} and {@code \\}. Elsewhere a backslash keeps the
 * next character, and at the end of a line it joins the next one. A word that starts with a bracket
 * or a brace reaches to the bracket that closes it, so that vectors and rows need no quotes. A word
 * that starts with {@code #} starts a comment.
 */
public final class Lexer {
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line;
  private String open;

  private Lexer(String text, int firstLine) {
    this.text = text;
    this.line = firstLine;
  }

  public static List<Token> tokens(String text) {
    return tokens(text, 1);
  }

  /**
   * @param firstLine number of the line that the text begins with
   */
  static List<Token> tokens(String text, int firstLine) {
    return new Lexer(text, firstLine).run();
  }

  private List<Token> run() {
    while (at < text.length()) {
      int start = at;
      int startLine = line;
      char c = text.charAt(at);
      if (c == '\n' || c == ';') {
        step();
        add(Token.Kind.SEPARATOR, start, startLine, "");
      } else if (Character.isWhitespace(c)) {
        at++;
      } else if (c == '\\' && joins()) {
        join();
        add(Token.Kind.JOIN, start, startLine, "");
      } else if (c == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
        add(Token.Kind.COMMENT, start, startLine, "");
      } else {
        String value = c == '[' || c == '{' ? bracketed() : word();
        add(Token.Kind.WORD, start, startLine, value);
      }
    }
    return tokens;
  }

  private void add(Token.Kind kind, int start, int startLine, String value) {
    tokens.add(new Token(kind, start, at, startLine, value, open));
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
    return at + 1 == text.length() || text.startsWith("\\\n", at) || text.startsWith("\\\r\n", at);
  }

  private void join() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end + 1;
    if (at == text.length()) {
      open = opened("the line that a backslash continues", line);
    }
    line++;
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
        case '\\' -> word.append(step());
        default -> word.append(c);
      }
    }
    return word.toString();
  }

  private static String opened(String what, int inLine) {
    return what + " opened in line " + inLine;
  }

  private void quoted(StringBuilder word, char quote) {
    int startLine = line;
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
    open = opened("the quote " + quote, startLine);
  }

  /** Keeps quotes, since what stands between the brackets is JSON. */
  private String bracketed() {
    int start = at;
    int startLine = line;
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
    open = opened("the bracket " + text.charAt(start), startLine);
    return text.substring(start);
  }
}
