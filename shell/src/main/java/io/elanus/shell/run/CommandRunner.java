package io.elanus.shell.run;

import io.elanus.shell.action.Actions;
import io.elanus.shell.command.Command;
import io.elanus.shell.command.CommandTree;
import io.elanus.shell.command.UsageErrors;
import io.elanus.shell.demo.Lines;
import io.elanus.shell.dialog.Dialogs;
import io.elanus.shell.input.InCollection;
import io.elanus.shell.input.Input;
import io.elanus.shell.output.Answer;
import io.elanus.shell.session.Session;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Takes the words of one command to its answer. */
final class CommandRunner {
  /** Of help that is read elsewhere than at a terminal. */
  private static final int PAGE_COLUMNS = 80;

  private final Session session;
  private final CommandTree tree;
  private final Dialogs dialogs;
  private final Actions actions;
  private final HelpTexts help;

  CommandRunner(Session session, CommandTree tree, Dialogs dialogs, Lines lines) {
    this.session = session;
    this.tree = tree;
    this.dialogs = dialogs;
    this.help = new HelpTexts(tree, this::columns);
    this.actions = new Actions(session, help, lines);
  }

  private int columns() {
    return session.screen().showsOutput() ? session.screen().width() : PAGE_COLUMNS;
  }

  Answer run(List<String> words) {
    CommandTree.Match match = tree.match(words);
    CommandLine parser = CommandTree.parser(match.entry());
    try {
      parser.parseArgs(match.arguments().toArray(new String[0]));
    } catch (ParameterException e) {
      throw UsageErrors.of(match.entry().name(), e);
    }
    if (parser.isUsageHelpRequested()) {
      String usage = help.usage(match.entry());
      return new Answer.Text(usage, Answer.object("help", usage));
    }
    Command command = parser.getCommand();
    Input given = command.input();
    return actions.run(dialogs.complete(inCollectionInUse(given)));
  }

  private Input inCollectionInUse(Input input) {
    if (input instanceof InCollection open
        && open.collection() == null
        && session.collectionInUse().isPresent()) {
      return open.withCollection(session.collectionInUse().get());
    }
    return input;
  }
}
