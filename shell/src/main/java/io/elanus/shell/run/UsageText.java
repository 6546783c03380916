package io.elanus.shell.run;

import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.CommandTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The usage of a command.
 *
 * <pre>
 * Usage: insert file [FLAGS] [FILE]
 * Import a file into a collection.
 *   FILE                  File to import: .npy, .fvecs, .ivecs, .bvecs, .csv, .json,
 *                         .jsonl, or .gz of them.
 *   -c, --collection-name, --collection NAME
 *                         Collection; the one in use if left out.
 *
 * Examples:
 *   insert file -c words words.jsonl.gz
 * </pre>
 */
final class UsageText {
  private static final int COLUMN = 24;

  private UsageText() {}

  static void write(HelpPage page, CommandEntry entry) {
    CommandSpec command = CommandTree.parser(entry).getCommandSpec();
    StringBuilder usage = new StringBuilder("Usage: ").append(command.name()).append(" [FLAGS]");
    for (PositionalParamSpec argument : command.positionalParameters()) {
      usage.append(" [").append(argument.paramLabel());
      usage.append(argument.arity().max() > 1 ? " ...]" : "]");
    }
    page.line(usage.toString());
    page.paragraph(entry.summary());
    if (!entry.aliases().isEmpty()) {
      page.paragraph("Also: " + String.join(", ", entry.aliases()) + ".");
    }
    for (PositionalParamSpec argument : command.positionalParameters()) {
      page.term("  " + argument.paramLabel(), String.join(" ", argument.description()), COLUMN);
    }
    options(page, command);
    if (IndexHelp.isAbout(entry)) {
      IndexHelp.types(page);
    }
    List<String> examples = entry.examples();
    if (!examples.isEmpty()) {
      page.heading("Examples:");
      examples.forEach(page::example);
    }
  }

  static void options(HelpPage page, CommandSpec command) {
    for (OptionSpec option : command.options()) {
      if (option.hidden()) {
        continue;
      }
      List<String> names = new ArrayList<>(Arrays.asList(option.names()));
      boolean onlyLong = names.getFirst().startsWith("--");
      String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
      String start = (onlyLong ? "      " : "  ") + String.join(", ", names) + label;
      page.term(start, String.join(" ", option.description()), COLUMN);
    }
  }
}
