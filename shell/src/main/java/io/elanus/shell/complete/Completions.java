package io.elanus.shell.complete;

import io.elanus.prompts.PathNames;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.CommandTree;
import io.elanus.shell.grammar.Invocation;
import io.elanus.shell.run.Lexer;
import io.elanus.shell.run.Token;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Finds what could stand at the cursor. */
public final class Completions {
  private final Grammar grammar;
  private final Values values;

  public Completions(Grammar grammar, Names names, PathNames paths) {
    this.grammar = grammar;
    this.values = new Values(grammar, names, paths);
  }

  /** What fits before the cursor, best first; nothing in a comment. */
  public List<Completion> at(String text, int cursor) {
    List<String> words = new ArrayList<>();
    String typed = "";
    for (Token token : Lexer.tokens(text.substring(0, cursor))) {
      switch (token.kind()) {
        case SEPARATOR -> words.clear();
        case JOIN -> {}
        case COMMENT -> {
          if (token.end() == cursor) {
            return List.of();
          }
        }
        case WORD -> {
          if (token.end() == cursor) {
            typed = token.value();
          } else {
            words.add(token.value());
          }
        }
      }
    }
    String start = typed;
    return candidates(words, start).stream()
        .filter(candidate -> startsWithIgnoringCase(candidate.value(), start))
        .toList();
  }

  private static boolean startsWithIgnoringCase(String value, String start) {
    return value.regionMatches(true, 0, start, 0, start.length());
  }

  private List<Completion> candidates(List<String> words, String typed) {
    Grammar.Match command = grammar.match(words).orElse(null);
    if (command == null) {
      return grammar.nextWords(words);
    }
    CommandEntry entry = command.entry();
    List<String> arguments = words.subList(command.length(), words.size());
    List<Completion> found = new ArrayList<>();
    if (arguments.isEmpty() && command.length() == 1) {
      found.addAll(grammar.nextWords(words));
    }
    OptionSpec waiting = waitingFlag(entry, arguments);
    if (waiting != null) {
      return values.of(entry, waiting, arguments, typed);
    }
    int equals = typed.indexOf('=');
    if (typed.startsWith("--") && equals > 0) {
      return afterEquals(entry, arguments, typed, equals);
    }
    if (!typed.startsWith("-")) {
      argument(entry, arguments)
          .ifPresent(a -> found.addAll(values.of(entry, a, arguments, typed)));
    }
    if (typed.startsWith("-") || found.isEmpty()) {
      found.addAll(flags(entry, arguments, typed));
    }
    return found;
  }

  /** The last flag before the cursor, where it still takes a value. */
  private OptionSpec waitingFlag(CommandEntry entry, List<String> arguments) {
    if (arguments.isEmpty()) {
      return null;
    }
    return grammar
        .flag(entry, arguments.getLast())
        .filter(option -> option.arity().max() > 0 && !CommandTree.isSwitch(option))
        .orElse(null);
  }

  private List<Completion> afterEquals(
      CommandEntry entry, List<String> arguments, String typed, int equals) {
    String flag = typed.substring(0, equals);
    return grammar
        .flag(entry, flag)
        .map(option -> values.of(entry, option, arguments, typed.substring(equals + 1)))
        .orElse(List.of())
        .stream()
        .map(value -> new Completion(flag + "=" + value.value(), value.help(), value.complete()))
        .toList();
  }

  /** The argument that stands next, if any is left. */
  private Optional<PositionalParamSpec> argument(CommandEntry entry, List<String> arguments) {
    int given = 0;
    for (int i = 0; i < arguments.size(); i++) {
      OptionSpec flag = grammar.flag(entry, arguments.get(i)).orElse(null);
      if (flag == null && !arguments.get(i).startsWith("--")) {
        given++;
      } else if (flag != null && !CommandTree.isSwitch(flag)) {
        i++;
      }
    }
    int next = given;
    return grammar.spec(entry).positionalParameters().stream()
        .filter(argument -> argument.index().min() <= next)
        .filter(argument -> next < argument.index().min() + Math.max(1, argument.arity().max()))
        .findFirst();
  }

  /** The flags that are not given yet; the long name of each, unless a short one is being typed. */
  private List<Completion> flags(CommandEntry entry, List<String> arguments, String typed) {
    Set<String> used = new HashSet<>(arguments);
    List<Completion> flags = new ArrayList<>();
    for (OptionSpec option : grammar.spec(entry).options()) {
      boolean given = Arrays.stream(option.names()).anyMatch(used::contains);
      if (option.hidden() || given && !option.isMultiValue()) {
        continue;
      }
      String help = String.join(" ", option.description());
      names(option, typed).forEach(name -> flags.add(Completion.of(name, help)));
    }
    return flags;
  }

  /** Its main name where that fits, else the others that fit. */
  private static List<String> names(OptionSpec option, String typed) {
    String main = Invocation.longName(option);
    if (typed.isEmpty() || main.startsWith(typed)) {
      return List.of(main);
    }
    return Arrays.stream(option.names()).filter(name -> name.startsWith(typed)).toList();
  }
}
