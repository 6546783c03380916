package io.elanus.shell.repl;

import io.elanus.shell.run.Lexer;
import io.elanus.shell.run.Statements;
import io.elanus.shell.run.Token;
import java.util.function.Predicate;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Asks for another line while a quote, a bracket or a backslash leaves a command open. */
final class CommandParser implements Parser {
  private final Predicate<String> isVerb;

  /**
   * @param isVerb whether a command begins with a word; one that does not never becomes complete
   */
  CommandParser(Predicate<String> isVerb) {
    this.isVerb = isVerb;
  }

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    if (context == ParseContext.ACCEPT_LINE && Statements.isIncomplete(line, isVerb)) {
      throw new EOFError(-1, cursor, "incomplete command");
    }
    return wordAt(line, cursor);
  }

  /** The word that the cursor is in or behind, as it is written; an empty one between words. */
  private static ParsedLine wordAt(String line, int cursor) {
    for (Token token : Lexer.tokens(line.substring(0, cursor))) {
      if (token.kind() == Token.Kind.WORD && token.end() == cursor) {
        return new TypedWord(line, cursor, token.start(), token.value());
      }
    }
    return new TypedWord(line, cursor, cursor, "");
  }
}
