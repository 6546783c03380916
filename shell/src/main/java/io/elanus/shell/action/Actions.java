package io.elanus.shell.action;

import io.elanus.shell.demo.Lines;
import io.elanus.shell.input.CollectionInput;
import io.elanus.shell.input.IndexInput;
import io.elanus.shell.input.Input;
import io.elanus.shell.input.RowInput;
import io.elanus.shell.input.SearchInput;
import io.elanus.shell.input.SessionInput;
import io.elanus.shell.output.Answer;
import io.elanus.shell.session.Session;
import java.util.List;

/** Runs a complete input. */
public final class Actions {
  private final Session session;
  private final HelpText help;
  private final Lines lines;

  /**
   * @param lines runs the lines of commands that consist of others
   */
  public Actions(Session session, HelpText help, Lines lines) {
    this.session = session;
    this.help = help;
    this.lines = lines;
  }

  /** Explains commands; the command tree knows the words, the actions do not. */
  public interface HelpText {
    /** Usage of the command that the words name; of the whole program for none. */
    String of(List<String> words);
  }

  public Answer run(Input input) {
    return switch (input) {
      case CollectionInput collection -> new CollectionActions(session).run(collection);
      case IndexInput index -> new IndexActions(session).run(index);
      case RowInput row -> new RowActions(session).run(row);
      case SearchInput search -> new SearchAction(session).run(search);
      case SessionInput own -> new SessionActions(session, help, lines).run(own);
    };
  }
}
