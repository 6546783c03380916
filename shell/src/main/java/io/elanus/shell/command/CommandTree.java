package io.elanus.shell.command;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Suggestions;
import io.elanus.base.Wording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The names of all commands. A line needs one of them, so that only its class is loaded and read;
 * {@link #full} makes the whole tree for help, completion and manual pages.
 */
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

  private final List<CommandEntry> entries = new ArrayList<>();
  private final Map<String, CommandEntry> byName = new LinkedHashMap<>();

  /** The commands of this program. */
  public CommandTree() {
    add("create collection", "Create a collection.", CreateCollection::new);
    add("list collections", "List the collections.", ListCollections::new, "list collection");
    add("show collection", "Show fields, size and indexes of a collection.", ShowCollection::new);
    add("delete collection", "Delete a collection with its rows.", DeleteCollection::new);
    add("use", "Choose the collection of the commands that follow.", UseCollection::new);
    add("insert file", "Import a file into a collection.", InsertFile::new);
    add("insert row", "Insert rows written as JSON.", InsertRow::new);
    add("flush", "Seal what was inserted, so that it can be indexed.", FlushCollection::new);
    add("get", "Show rows by primary key.", GetEntities::new);
    add("query", "Show rows by primary key, or the first rows.", QueryEntities::new);
    add("delete entities", "Delete rows by primary key.", DeleteEntities::new, "delete ids");
    add("create index", "Build an index on a vector field.", CreateIndex::new);
    add("list indexes", "List the indexes of a collection.", ListIndexes::new, "list index");
    add("show index", "Show an index.", ShowIndex::new);
    add("show index_progress", "Show how many rows an index covers.", ShowIndexProgress::new);
    add("wait_for_index", "Wait until an index is built.", WaitForIndex::new);
    add("delete index", "Delete an index.", DeleteIndex::new);
    add("load collection", "Load a collection for searching.", LoadCollection::new, "load");
    add(
        "release collection",
        "Free the memory of a collection.",
        ReleaseCollection::new,
        "release");
    add("search", "Find the nearest neighbours of a vector.", Search::new);
    add("check", "Verify the data directory.", CheckData::new);
    add("demo", "Show all of it on 20,000 words.", RunDemo::new);
    add("set output", "Choose how answers are written.", SetOutput::new);
    add("show output", "Show how answers are written.", ShowOutput::new);
    add("help", "Explain the commands.", ShowHelp::new);
    add("history", "Show or clear the lines typed before.", ShowHistory::new);
    add("clear", "Clear the screen.", ClearScreen::new);
    add("version", "Print the version.", ShowVersion::new);
    add("exit", "Leave the shell.", ExitShell::new, "quit");
    // As in a dialog; too odd a word for completions of other shells.
    byName.put("?", byName.get("help"));
  }

  private void add(String name, String summary, Supplier<Command> factory, String... aliases) {
    CommandEntry entry = new CommandEntry(name, List.of(aliases), summary, factory);
    entries.add(entry);
    byName.put(name, entry);
    for (String alias : aliases) {
      byName.put(alias, entry);
    }
  }

  /** In the order in which help lists them. */
  public List<CommandEntry> entries() {
    return List.copyOf(entries);
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
    // picocli refuses to look into a class that declares no flag.
    boolean plain = command.getClass().getDeclaredFields().length == 0;
    CommandLine parser =
        new CommandLine(plain ? CommandSpec.wrapWithoutInspection(command) : command);
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

  /** The whole tree, the words of each command as nested subcommands. */
  public CommandLine full() {
    CommandLine root = new CommandLine(new GlobalOptions());
    root.getCommandSpec().name("elanus");
    root.getCommandSpec()
        .usageMessage()
        .description("A shell for vector collections with the engine inside.")
        .sortOptions(false);
    for (CommandEntry entry : entries) {
      CommandLine parent = root;
      String[] words = entry.name().split(" ");
      for (int i = 0; i < words.length - 1; i++) {
        CommandLine group = parent.getSubcommands().get(words[i]);
        if (group == null) {
          group = new CommandLine(CommandSpec.create());
          parent.addSubcommand(words[i], group);
        }
        parent = group;
      }
      parent.addSubcommand(words[words.length - 1], parser(entry));
    }
    return root;
  }

  /**
   * @param arguments what follows the words of the command
   */
  public record Match(CommandEntry entry, List<String> arguments) {}
}
