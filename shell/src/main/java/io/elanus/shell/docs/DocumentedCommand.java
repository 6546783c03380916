package io.elanus.shell.docs;

import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.CommandTree;
import io.elanus.shell.grammar.GlobalOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A command as documents show it.
 *
 * @param names its own first, then its aliases; each of one or two words
 */
record DocumentedCommand(
    List<String> names,
    String summary,
    List<String> examples,
    List<Flag> flags,
    List<Argument> arguments) {

  String name() {
    return names.getFirst();
  }

  static List<DocumentedCommand> all(CommandTree tree) {
    return tree.entries().stream().map(DocumentedCommand::of).toList();
  }

  private static DocumentedCommand of(CommandEntry entry) {
    CommandSpec spec = CommandTree.parser(entry).getCommandSpec();
    List<String> names = new ArrayList<>();
    names.add(entry.name());
    names.addAll(entry.aliases());
    return new DocumentedCommand(
        List.copyOf(names),
        entry.summary(),
        entry.examples(),
        spec.options().stream().filter(option -> !option.hidden()).map(Flag::of).toList(),
        spec.positionalParameters().stream().map(Argument::of).toList());
  }

  /** The flags of the process. */
  static List<Flag> processFlags() {
    return new CommandLine(new GlobalOptions())
        .getCommandSpec().options().stream().map(Flag::of).toList();
  }

  /** Those of them that may stand behind a command too: they have long names only. */
  static List<Flag> processFlagsBehind() {
    return processFlags().stream().filter(Flag::isLongOnly).toList();
  }

  /** Every word that can follow these first words of a command, without repetition and sorted. */
  static List<String> nextWords(List<DocumentedCommand> commands, String before) {
    String prefix = before.isEmpty() ? "" : before + " ";
    TreeSet<String> words = new TreeSet<>();
    for (DocumentedCommand command : commands) {
      for (String name : command.names()) {
        if (name.startsWith(prefix)) {
          words.add(name.substring(prefix.length()).split(" ")[0]);
        }
      }
    }
    return List.copyOf(words);
  }

  /** The first words of commands of two words, sorted. */
  static List<String> verbs(List<DocumentedCommand> commands) {
    return commands.stream()
        .flatMap(command -> command.names().stream())
        .filter(name -> name.contains(" "))
        .map(name -> name.substring(0, name.indexOf(' ')))
        .distinct()
        .sorted()
        .toList();
  }

  /** The spellings of all flags that fit. */
  static List<String> spellings(List<Flag> flags, Predicate<Flag> fits) {
    return flags.stream().filter(fits).flatMap(flag -> flag.names().stream()).toList();
  }
}
