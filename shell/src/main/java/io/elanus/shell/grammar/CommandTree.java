package io.elanus.shell.grammar;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Suggestions;
import io.elanus.base.Wording;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The names of all commands. A line needs one of them, so that only its flags are read. */
public final class CommandTree {
  /** What other shells call our verbs. */
  private static final Map<String, String> FOREIGN_VERBS =
      Map.of(
          "drop", "delete",
          "remove", "delete",
          "rm", "delete",
          "ls", "list",
          "describe", "show",
          "desc", "show",
          "add", "create",
          "make", "create",
          "import", "insert");

  private static final Map<String, String> SIBLING_VERBS = Map.of("show", "list", "list", "show");

  private final List<CommandEntry> entries;
  private final Map<String, CommandEntry> byName = new LinkedHashMap<>();

  /**
   * @param entries in the order in which help lists them
   */
  public CommandTree(List<CommandEntry> entries) {
    this.entries = List.copyOf(entries);
    for (CommandEntry entry : entries) {
      byName.put(entry.name(), entry);
      entry.aliases().forEach(alias -> byName.put(alias, entry));
    }
    // As in a dialog; too odd a word for completions of other shells.
    named("help").ifPresent(help -> byName.put("?", help));
  }

  /** In the order in which help lists them. */
  public List<CommandEntry> entries() {
    return entries;
  }

  /** The command of exactly this name, or of this other name for it. */
  public Optional<CommandEntry> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Whether a first word starts a command. */
  public boolean isVerb(String word) {
    if (byName.containsKey(word)) {
      return true;
    }
    String prefix = word + " ";
    for (String name : byName.keySet()) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The command that the first words name.
   *
   * @throws ElanusException USAGE with the nearest name
   */
  public Match match(List<String> words) {
    String verb = words.getFirst();
    if (words.size() > 1) {
      CommandEntry entry = byName.get(verb + " " + words.get(1));
      if (entry != null) {
        return new Match(entry, words.subList(2, words.size()));
      }
    }
    CommandEntry entry = byName.get(verb);
    if (entry != null) {
      return new Match(entry, words.subList(1, words.size()));
    }
    throw unknown(words);
  }

  private ElanusException unknown(List<String> words) {
    String verb = words.getFirst();
    if (!isVerb(verb)) {
      return new ElanusException(
          ErrorCode.USAGE,
          "unknown command " + Wording.excerpt(verb),
          Suggestions.nearest(firstTwo(inOurWords(words)), byName.keySet())
              .or(() -> Suggestions.nearest(verb, verbs()))
              .map(name -> "did you mean " + name + "?")
              .orElse("help lists the commands"));
    }
    String prefix = verb + " ";
    List<String> nouns =
        entries.stream()
            .map(CommandEntry::name)
            .filter(name -> name.startsWith(prefix))
            .map(name -> name.substring(prefix.length()))
            .toList();
    if (words.size() == 1 || words.get(1).startsWith("-")) {
      return new ElanusException(
          ErrorCode.USAGE, verb + " needs one of " + String.join(", ", nouns));
    }
    String noun = words.get(1);
    return new ElanusException(
        ErrorCode.USAGE,
        "unknown command " + verb + " " + Wording.excerpt(noun),
        ofOtherVerb(verb, noun)
            .or(() -> Suggestions.nearest(noun, nouns).map(near -> verb + " " + near))
            .map(name -> "did you mean " + name + "?")
            .orElse(verb + " takes " + String.join(", ", nouns)));
  }

  /** What is listed and what is shown are easily taken for each other. */
  private Optional<String> ofOtherVerb(String verb, String noun) {
    String other = SIBLING_VERBS.get(verb);
    return other == null ? Optional.empty() : named(other + " " + noun).map(CommandEntry::name);
  }

  private static List<String> inOurWords(List<String> words) {
    List<String> ours = new ArrayList<>(words);
    ours.set(0, FOREIGN_VERBS.getOrDefault(words.getFirst(), words.getFirst()));
    return ours;
  }

  private static String firstTwo(List<String> words) {
    return words.size() > 1 && !words.get(1).startsWith("-")
        ? words.get(0) + " " + words.get(1)
        : words.getFirst();
  }

  /** The first words of all commands. */
  public List<String> verbs() {
    return byName.values().stream().map(CommandEntry::verb).distinct().toList();
  }

  /** A parser of one command's flags; its user object is the {@link Command}. */
  public static CommandLine parser(CommandEntry entry) {
    Command command = entry.factory().get();
    CommandLine parser =
        new CommandLine(
            takesNothing(command) ? CommandSpec.wrapWithoutInspection(command) : command);
    CommandSpec spec = parser.getCommandSpec();
    spec.name(entry.name());
    spec.usageMessage().description(entry.summary()).sortOptions(false);
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .type(boolean.class)
            .description("Explain this command.")
            .build());
    parser.setUsageHelpAutoWidth(false);
    return parser;
  }

  /** picocli refuses to look into a class that declares no flag. */
  private static boolean takesNothing(Command command) {
    Class<?> type = command.getClass();
    return type.getSuperclass() == Object.class
        && Arrays.stream(type.getDeclaredFields())
            .allMatch(field -> Modifier.isStatic(field.getModifiers()));
  }

  /** Whether a flag takes no value. */
  public static boolean isSwitch(ArgSpec argument) {
    return argument.type() == boolean.class || argument.type() == Boolean.class;
  }

  /**
   * @param arguments what follows the words of the command
   */
  public record Match(CommandEntry entry, List<String> arguments) {}
}
