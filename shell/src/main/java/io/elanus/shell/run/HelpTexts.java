package io.elanus.shell.run;

import io.elanus.shell.action.Actions;
import io.elanus.shell.command.CommandEntry;
import io.elanus.shell.command.CommandTree;
import io.elanus.shell.command.GlobalOptions;
import java.util.List;
import picocli.CommandLine;

/** Usage of the program and of each command. */
final class HelpTexts implements Actions.HelpText {
  private static final int WIDTH = 22;

  private final CommandTree tree;

  HelpTexts(CommandTree tree) {
    this.tree = tree;
  }

  @Override
  public String of(List<String> words) {
    if (words.isEmpty()) {
      return program();
    }
    if (words.size() == 1 && tree.isVerb(words.getFirst())) {
      List<CommandEntry> group =
          tree.entries().stream().filter(e -> e.verb().equals(words.getFirst())).toList();
      if (group.size() > 1) {
        StringBuilder text = new StringBuilder();
        list(text, group);
        return text.toString();
      }
    }
    return usage(CommandTree.parser(tree.match(words).entry()));
  }

  static String usage(CommandLine parser) {
    return UsageText.of(parser.getCommandSpec());
  }

  private String program() {
    StringBuilder text = new StringBuilder();
    text.append("Elanus: a shell for vector collections with the engine inside.\n\n");
    text.append("Usage: elanus [FLAGS]                        an interactive shell\n");
    text.append("       elanus [FLAGS] COMMAND ...            one command\n");
    text.append("       elanus [FLAGS] -e 'COMMAND; COMMAND'  several\n");
    text.append("       elanus [FLAGS] FILE                   a script; - is standard input\n\n");
    text.append("Commands (help COMMAND explains one):\n");
    list(text, tree.entries());
    text.append("\nFlags:\n");
    text.append(UsageText.options(new CommandLine(new GlobalOptions()).getCommandSpec()));
    return text.toString();
  }

  private static void list(StringBuilder text, List<CommandEntry> entries) {
    for (CommandEntry entry : entries) {
      text.append("  ").append(entry.name());
      text.repeat(' ', Math.max(1, WIDTH - entry.name().length()));
      text.append(entry.summary()).append('\n');
    }
  }
}
