package io.elanus.shell.run;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Suggestions;
import io.elanus.base.Wording;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.CommandTree;
import io.elanus.shell.grammar.GlobalOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import picocli.CommandLine;

/** Help on the program, on each command, and on what commands take. */
public final class HelpTexts {
  private static final int COMMAND_COLUMN = 24;
  private static final int USAGE_COLUMN = 45;

  private final CommandTree tree;
  private final IntSupplier columns;

  /**
   * @param columns of the page
   */
  HelpTexts(CommandTree tree, IntSupplier columns) {
    this.tree = tree;
    this.columns = columns;
  }

  /** What help explains beside commands: index types, metrics and parameters. */
  public static List<String> topics() {
    return IndexHelp.topics();
  }

  /** Usage of the command or topic that the words name; of the whole program for none. */
  public String of(List<String> words) {
    HelpPage page = new HelpPage(columns.getAsInt());
    if (words.isEmpty()) {
      program(page);
      return page.toString();
    }
    String name = String.join(" ", words);
    List<CommandEntry> group =
        tree.entries().stream().filter(e -> e.name().startsWith(name + " ")).toList();
    if (group.size() > 1) {
      list(page, group);
      return page.toString();
    }
    tree.named(name)
        .or(() -> group.stream().findFirst())
        .ifPresentOrElse(
            entry -> UsageText.write(page, entry),
            () -> IndexHelp.topic(name).orElseThrow(() -> unknown(words)).accept(page));
    return page.toString();
  }

  String usage(CommandEntry entry) {
    HelpPage page = new HelpPage(columns.getAsInt());
    UsageText.write(page, entry);
    return page.toString();
  }

  private ElanusException unknown(List<String> words) {
    String name = String.join(" ", words);
    List<String> known = new ArrayList<>(topics());
    tree.entries().forEach(entry -> known.add(entry.name()));
    String verb = words.getFirst();
    return new ElanusException(
        ErrorCode.USAGE,
        "there is no help on " + Wording.excerpt(name),
        Suggestions.nearest(name, known)
            .map(near -> "did you mean help " + near + "?")
            .orElse(
                tree.isVerb(verb)
                    ? "help %s explains what %s takes".formatted(verb, verb)
                    : "help lists the commands"));
  }

  private void program(HelpPage page) {
    page.paragraph("Elanus: a shell for vector collections with the engine inside.");
    page.line("");
    page.term("Usage: elanus [FLAGS]", "an interactive shell", USAGE_COLUMN);
    page.term("       elanus [FLAGS] COMMAND ...", "one command", USAGE_COLUMN);
    page.term("       elanus [FLAGS] -e 'COMMAND; COMMAND'", "several", USAGE_COLUMN);
    page.term("       elanus [FLAGS] FILE", "a script; - is standard input", USAGE_COLUMN);
    page.heading(
        "Commands; help COMMAND explains one, and help TYPE, METRIC or PARAMETER what an index"
            + " takes:");
    list(page, tree.entries());
    page.heading("Flags:");
    UsageText.options(page, new CommandLine(new GlobalOptions()).getCommandSpec());
  }

  private static void list(HelpPage page, List<CommandEntry> entries) {
    for (CommandEntry entry : entries) {
      page.term("  " + entry.name(), entry.summary(), COMMAND_COLUMN);
    }
  }
}
