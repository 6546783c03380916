package io.elanus.shell.complete;

import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.CommandTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The commands as completion and highlighting see them. Flags of a command are read when they are
 * first needed.
 */
public final class Grammar {
  private final Map<String, CommandEntry> commands = new TreeMap<>();
  private final Map<String, CommandSpec> specs = new HashMap<>();

  public Grammar(CommandTree tree) {
    for (CommandEntry entry : tree.entries()) {
      commands.put(entry.name(), entry);
      for (String alias : entry.aliases()) {
        commands.put(alias, entry);
      }
    }
  }

  /** The words that can follow these first words of a command, with what they start. */
  List<Completion> nextWords(List<String> words) {
    String before = words.isEmpty() ? "" : String.join(" ", words) + " ";
    Map<String, Completion> next = new TreeMap<>();
    for (Map.Entry<String, CommandEntry> command : commands.entrySet()) {
      String name = command.getKey();
      if (name.startsWith(before)) {
        String rest = name.substring(before.length());
        int blank = rest.indexOf(' ');
        String word = blank < 0 ? rest : rest.substring(0, blank);
        String help = blank < 0 ? command.getValue().summary() : "";
        next.merge(word, Completion.of(word, help), Grammar::group);
      }
    }
    return new ArrayList<>(next.values());
  }

  /** A word that starts several commands explains none of them. */
  private static Completion group(Completion first, Completion second) {
    return first.help().isEmpty() ? second : first;
  }

  /** The command that the words begin with, the longest one. */
  public Optional<Match> match(List<String> words) {
    for (int length = Math.min(2, words.size()); length > 0; length--) {
      CommandEntry entry = commands.get(String.join(" ", words.subList(0, length)));
      if (entry != null) {
        return Optional.of(new Match(entry, length));
      }
    }
    return Optional.empty();
  }

  /** Whether some command starts with this word. */
  public boolean isVerb(String word) {
    return commands.keySet().stream().anyMatch(n -> n.equals(word) || n.startsWith(word + " "));
  }

  /** Whether a longer first word starts with these letters. */
  public boolean startsVerb(String letters) {
    return commands.keySet().stream().anyMatch(name -> name.startsWith(letters));
  }

  /** Flags and arguments of a command. */
  public CommandSpec spec(CommandEntry entry) {
    return specs.computeIfAbsent(entry.name(), _ -> CommandTree.parser(entry).getCommandSpec());
  }

  /** The flag of this name. */
  public Optional<OptionSpec> flag(CommandEntry entry, String name) {
    return Optional.ofNullable(spec(entry).findOption(name));
  }

  /**
   * A command at the start of a line.
   *
   * @param length how many words name it
   */
  public record Match(CommandEntry entry, int length) {}
}
