package io.elanus.shell.repl;

import io.elanus.shell.complete.Grammar;
import io.elanus.shell.run.Lexer;
import io.elanus.shell.run.Token;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Colours a line while it is typed: commands, flags, texts, comments, and what is not known. */
final class CommandHighlighter implements Highlighter {
  private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
  private static final AttributedStyle COMMAND = PLAIN.bold();
  private static final AttributedStyle FLAG = PLAIN.foreground(AttributedStyle.CYAN);
  private static final AttributedStyle TEXT = PLAIN.foreground(AttributedStyle.GREEN);
  private static final AttributedStyle COMMENT = PLAIN.faint();
  private static final AttributedStyle UNKNOWN = PLAIN.foreground(AttributedStyle.RED);

  private final Grammar grammar;

  CommandHighlighter(Grammar grammar) {
    this.grammar = grammar;
  }

  @Override
  public AttributedString highlight(LineReader reader, String buffer) {
    AttributedStringBuilder colored = new AttributedStringBuilder(buffer.length());
    List<String> words = new ArrayList<>();
    int shown = 0;
    for (Token token : Lexer.tokens(buffer)) {
      colored.styled(PLAIN, buffer.substring(shown, token.end() < shown ? shown : token.start()));
      String text = buffer.substring(token.start(), token.end());
      switch (token.kind()) {
        case SEPARATOR -> {
          words.clear();
          colored.styled(PLAIN, text);
        }
        case JOIN -> colored.styled(PLAIN, text);
        case COMMENT -> colored.styled(COMMENT, text);
        case WORD -> {
          words.add(token.value());
          colored.styled(style(words, text, token.end() == buffer.length()), text);
        }
      }
      shown = token.end();
    }
    return colored.styled(PLAIN, buffer.substring(shown)).toAttributedString();
  }

  /**
   * @param words up to and with this one
   * @param typing whether the word may still grow
   */
  private AttributedStyle style(List<String> words, String text, boolean typing) {
    Grammar.Match command = grammar.match(words).orElse(null);
    if (command == null) {
      return commandWord(words, typing);
    }
    if (words.size() <= command.length()) {
      return COMMAND;
    }
    char first = text.charAt(0);
    if (first == '-' && words.getLast().length() > 1 && !isNumber(words.getLast())) {
      return flag(command, words.getLast(), typing);
    }
    return first == '"' || first == '\'' || first == '[' || first == '{' ? TEXT : PLAIN;
  }

  private AttributedStyle commandWord(List<String> words, boolean typing) {
    String name = String.join(" ", words);
    if (words.size() == 1 && grammar.isVerb(name)) {
      return COMMAND;
    }
    if (words.size() > 2 || typing && grammar.startsVerb(name)) {
      return PLAIN;
    }
    return UNKNOWN;
  }

  private AttributedStyle flag(Grammar.Match command, String word, boolean typing) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    if (grammar.flag(command.entry(), name).isPresent()) {
      return FLAG;
    }
    boolean started =
        grammar.spec(command.entry()).optionsMap().keySet().stream()
            .anyMatch(flag -> flag.startsWith(name));
    return typing && started ? PLAIN : UNKNOWN;
  }

  private static boolean isNumber(String word) {
    return Character.isDigit(word.charAt(1)) || word.charAt(1) == '.';
  }
}
