package io.elanus.shell.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The usage of a command in 80 columns, broken at blanks only.
 *
 * <pre>
 * Usage: insert file [FLAGS] [FILE]
 * Import a file into a collection.
 *   FILE                  File to import: .npy, .fvecs, .ivecs, .bvecs, .csv, .json,
 *                         .jsonl, or .gz of them.
 *   -c, --collection-name, --collection NAME
 *                         Collection; the one in use if left out.
 * </pre>
 */
final class UsageText {
  private static final int WIDTH = 79;
  private static final int COLUMN = 24;

  private UsageText() {}

  static String of(CommandSpec command) {
    StringBuilder text = new StringBuilder("Usage: ").append(command.name()).append(" [FLAGS]");
    for (PositionalParamSpec argument : command.positionalParameters()) {
      text.append(" [").append(argument.paramLabel());
      text.append(argument.arity().max() > 1 ? " ...]" : "]");
    }
    text.append('\n');
    wrap(text, "", String.join(" ", command.usageMessage().description()), 0);
    for (PositionalParamSpec argument : command.positionalParameters()) {
      wrap(text, "  " + argument.paramLabel(), String.join(" ", argument.description()), COLUMN);
    }
    return text.append(options(command)).toString();
  }

  static String options(CommandSpec command) {
    StringBuilder text = new StringBuilder();
    for (OptionSpec option : command.options()) {
      List<String> names = new ArrayList<>(Arrays.asList(option.names()));
      boolean onlyLong = names.getFirst().startsWith("--");
      String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
      String start = (onlyLong ? "      " : "  ") + String.join(", ", names) + label;
      wrap(text, start, String.join(" ", option.description()), COLUMN);
    }
    return text.toString();
  }

  /**
   * The start, then the sentence from a column on; on a line of its own where the start is long.
   */
  private static void wrap(StringBuilder text, String start, String sentence, int column) {
    StringBuilder line = new StringBuilder(start);
    if (!start.isEmpty() && start.length() + 2 > column) {
      text.append(line).append('\n');
      line.setLength(0);
    }
    line.repeat(' ', column - line.length());
    boolean first = true;
    for (String word : sentence.split(" ")) {
      if (!first && line.length() + 1 + word.length() > WIDTH) {
        text.append(line).append('\n');
        line.setLength(0);
        line.repeat(' ', column);
        first = true;
      }
      line.append(first ? "" : " ").append(word);
      first = false;
    }
    text.append(line).append('\n');
  }
}
