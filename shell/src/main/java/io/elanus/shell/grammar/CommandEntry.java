package io.elanus.shell.grammar;

import java.util.List;
import java.util.function.Supplier;

/**
 * One command of the tree.
 *
 * @param name its words with blanks between, such as "create index"
 * @param aliases other names for it
 * @param summary one sentence
 * @param examples lines that show how it is used; none for a command that explains itself
 * @param factory makes the class that declares its flags
 */
public record CommandEntry(
    String name,
    List<String> aliases,
    String summary,
    List<String> examples,
    Supplier<Command> factory) {
  public static CommandEntry of(String name, String summary, Supplier<Command> factory) {
    return new CommandEntry(name, List.of(), summary, List.of(), factory);
  }

  public CommandEntry also(String... otherNames) {
    return new CommandEntry(name, List.of(otherNames), summary, examples, factory);
  }

  /** The examples of all commands go together, from a file to a search. */
  public CommandEntry examples(String... lines) {
    return new CommandEntry(name, aliases, summary, List.of(lines), factory);
  }

  /** The name in a line that is shown: the verb alone where that is enough. */
  String shownName() {
    return aliases.contains(verb()) ? verb() : name;
  }

  /** The first word. */
  public String verb() {
    int blank = name.indexOf(' ');
    return blank < 0 ? name : name.substring(0, blank);
  }
}
