package io.elanus.shell.run;

import io.elanus.shell.dialog.Dialogs;
import io.elanus.shell.grammar.CommandTree;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.grammar.Invocation;
import io.elanus.shell.output.Answer;
import io.elanus.shell.session.LineRunner;
import io.elanus.shell.session.Session;
import java.util.List;

/** Takes the words of one command to its answer. */
final class CommandRunner {
  /** Of help that is read elsewhere than at a terminal. */
  private static final int PAGE_COLUMNS = 80;

  private final Session session;
  private final CommandTree tree;
  private final Dialogs dialogs;
  private final Context context;
  private final HelpTexts help;

  CommandRunner(Session session, CommandTree tree, Dialogs dialogs, LineRunner lines) {
    this.session = session;
    this.tree = tree;
    this.dialogs = dialogs;
    this.help = new HelpTexts(tree, this::columns);
    this.context = new Context(session, help::of, lines);
  }

  private int columns() {
    return session.screen().showsOutput() ? session.screen().width() : PAGE_COLUMNS;
  }

  Answer run(List<String> words) {
    CommandTree.Match match = tree.match(words);
    Invocation invocation = Invocation.parse(match.entry(), match.arguments());
    if (invocation.wantsHelp()) {
      String usage = help.usage(match.entry());
      return new Answer.Text(usage, Answer.object("help", usage));
    }
    session.collectionInUse().ifPresent(invocation::useCollection);
    dialogs.complete(invocation);
    return invocation.command().run(context);
  }
}
