package io.elanus.shell.run;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/** Gathers the words of a text into commands; {@link Lexer} says what a word is. */
public final class Statements {
  private Statements() {}

  /**
   * @param firstLine number of the line that the text begins with
   * @throws ElanusException USAGE where a quote or bracket stays open
   */
  public static List<Statement> parse(String text, int firstLine) {
    List<Statement> statements = new ArrayList<>();
    List<String> words = new ArrayList<>();
    int startLine = firstLine;
    for (Token token : Lexer.tokens(text, firstLine)) {
      if (token.open() != null) {
        throw new ElanusException(ErrorCode.USAGE, token.open() + " is never closed");
      }
      switch (token.kind()) {
        case SEPARATOR -> end(statements, startLine, words);
        case WORD -> {
          if (words.isEmpty()) {
            startLine = token.line();
          }
          words.add(token.value());
        }
        case COMMENT, JOIN -> {}
      }
    }
    end(statements, startLine, words);
    return statements;
  }

  private static void end(List<Statement> statements, int startLine, List<String> words) {
    if (!words.isEmpty()) {
      statements.add(new Statement(startLine, words));
      words.clear();
    }
  }

  /** Whether the text ends inside a quote, a bracket, or after a joining backslash. */
  public static boolean isIncomplete(String text) {
    List<Token> tokens = Lexer.tokens(text);
    return !tokens.isEmpty() && tokens.getLast().open() != null;
  }
}
