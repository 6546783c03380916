package io.elanus.shell.run;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Gathers the words of a text into commands; {@link Lexer} says what a word is. */
public final class Statements {
  private Statements() {}

  /**
   * @param firstLine number of the line that the text begins with
   * @throws ElanusException USAGE where a quote or bracket stays open
   */
  public static List<Statement> parse(String text, int firstLine) {
    return parse(text, firstLine, _ -> true);
  }

  /**
   * The same, but that what begins with no command is one statement, however its brackets stand:
   * that there is no such command is the better message.
   *
   * @param isVerb whether a command begins with a word
   */
  static List<Statement> parse(String text, int firstLine, Predicate<String> isVerb) {
    List<Statement> statements = new ArrayList<>();
    List<String> words = new ArrayList<>();
    int startLine = firstLine;
    for (Token token : Lexer.tokens(text, firstLine)) {
      if (token.open() != null && (words.isEmpty() || isVerb.test(words.getFirst()))) {
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
    return isIncomplete(text, _ -> true);
  }

  /**
   * The same, but that more lines do not help what begins with no command.
   *
   * @param isVerb whether a command begins with a word
   */
  public static boolean isIncomplete(String text, Predicate<String> isVerb) {
    List<Token> tokens = Lexer.tokens(text);
    if (tokens.isEmpty() || tokens.getLast().open() == null) {
      return false;
    }
    String verb = null;
    for (Token token : tokens) {
      if (token.kind() == Token.Kind.SEPARATOR) {
        verb = null;
      } else if (token.kind() == Token.Kind.WORD && verb == null) {
        verb = token.value();
      }
    }
    return verb == null || isVerb.test(verb);
  }
}
