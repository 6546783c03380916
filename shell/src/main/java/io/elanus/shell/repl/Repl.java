package io.elanus.shell.repl;

import io.elanus.base.ElanusException;
import io.elanus.prompts.LineEditor;
import io.elanus.prompts.PathNames;
import io.elanus.prompts.TerminalAsker;
import io.elanus.prompts.TypeAhead;
import io.elanus.shell.complete.Completions;
import io.elanus.shell.complete.Grammar;
import io.elanus.shell.dialog.AskingDialogs;
import io.elanus.shell.grammar.CommandTree;
import io.elanus.shell.run.LineExecutor;
import io.elanus.shell.session.Session;
import io.elanus.shell.session.SessionBuilder;
import io.elanus.shell.session.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Reads a line, runs it, and starts over, until exit or Ctrl-D. */
public final class Repl {
  private final Terminal terminal;
  private final Session session;
  private final CommandTree tree;
  private final LineReader reader;

  private Repl(Terminal terminal, Session session, CommandTree tree, DefaultHistory history) {
    this.terminal = terminal;
    this.session = session;
    this.tree = tree;
    this.reader = reader(history);
  }

  /**
   * Runs until the person leaves. Opens a session on the terminal and closes it.
   *
   * @param parts of the session; its terminal, interrupts and history are set here
   * @param process what was known of the terminal before it was opened
   * @return the exit code
   */
  public static int run(
      TerminalOpener opener, SessionBuilder parts, Session process, CommandTree tree)
      throws IOException {
    DefaultHistory history = new DefaultHistory();
    try (Terminal terminal = opener.open()) {
      parts
          .screen(new TerminalScreen(terminal, process.screen()))
          .interrupts(new TerminalInterrupts(terminal))
          .history(new LineHistory(history, LineHistory.file(process.environment())))
          .lasting(true);
      try (QuietTerminal _ = new QuietTerminal(terminal);
          Session session = parts.settings(process.settings()).build()) {
        return new Repl(terminal, session, tree, history).run();
      }
    }
  }

  private int run() throws IOException {
    TerminalAsker asker = new TerminalAsker(terminal, session.settings().color());
    LineExecutor executor = new LineExecutor(session, tree, new AskingDialogs(session, asker));
    LeavingBuilds builds = new LeavingBuilds(session, asker);
    welcome();
    resumeBuilds();
    do {
      session.stay();
      readLines(executor);
    } while (!builds.mayLeave());
    return 0;
  }

  /** Until exit or Ctrl-D. */
  private void readLines(LineExecutor executor) throws IOException {
    while (!session.exitRequested() && !TypeAhead.ends(terminal)) {
      String line;
      try {
        line = reader.readLine(prompt());
      } catch (UserInterruptException cleared) {
        continue;
      } catch (EndOfFileException left) {
        return;
      }
      executor.execute(line);
      session.out().flush();
      session.err().flush();
    }
  }

  /**
   * <pre>
   * Elanus 0.1.0, vector collections in /home/ann/.local/share/elanus
   * There are none yet; create collection makes the first.
   * Type help for commands. Tab completes, Ctrl-C clears the line, Ctrl-D leaves.
   * </pre>
   */
  private void welcome() {
    terminal
        .writer()
        .println(
            "Elanus %s, vector collections in %s"
                .formatted(Version.TEXT, session.settings().dataDirectory()));
    if (!Files.isDirectory(session.settings().dataDirectory())) {
      terminal.writer().println("There are none yet; create collection makes the first.");
    }
    terminal
        .writer()
        .println("Type help for commands. Tab completes, Ctrl-C clears the line, Ctrl-D leaves.");
    terminal.flush();
  }

  /**
   * Behind the first prompt, as opening the engine takes longer than a person should wait for it.
   */
  private void resumeBuilds() {
    if (!Files.isDirectory(session.settings().dataDirectory())) {
      return;
    }
    Thread.ofPlatform()
        .name("resume-builds")
        .daemon()
        .start(
            () -> {
              try {
                UnfinishedBuilds.resume(session.engine()).forEach(reader::printAbove);
              } catch (ElanusException e) {
                // Whoever needs the engine is told by the command that needs it.
              }
            });
  }

  /** "elanus> ", or "elanus:words> " where a collection is in use. */
  private String prompt() {
    AttributedStringBuilder prompt = new AttributedStringBuilder();
    prompt.styled(AttributedStyle.BOLD, "elanus");
    session.collectionInUse().ifPresent(name -> prompt.append(":").append(name));
    AttributedString text = prompt.append("> ").toAttributedString();
    return session.settings().color() ? text.toAnsi(terminal) : text.toString();
  }

  private LineReader reader(DefaultHistory history) {
    Map<String, String> environment = session.environment();
    Grammar grammar = new Grammar(tree);
    PathNames paths =
        new PathNames(
            session.file("").toAbsolutePath(), Path.of(environment.getOrDefault("HOME", "/")));
    Map<String, Object> variables = new HashMap<>();
    variables.put(LineReader.SECONDARY_PROMPT_PATTERN, "%P > ");
    variables.put(LineReader.HISTORY_SIZE, 10_000);
    Path file = LineHistory.file(environment);
    if (file != null) {
      variables.put(LineReader.HISTORY_FILE, file);
    }
    LineEditor editor = LineEditor.at(terminal, variables);
    editor.setHistory(history);
    editor.setParser(new CommandParser(tree::isVerb));
    editor.setCompleter(
        new CommandCompleter(new Completions(grammar, new EngineNames(session), paths)));
    editor.option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
    editor.option(LineReader.Option.CASE_INSENSITIVE, true);
    editor.option(LineReader.Option.HISTORY_TIMESTAMPED, false);
    if (session.settings().color()) {
      editor.setHighlighter(new CommandHighlighter(grammar));
    } else {
      editor.option(LineReader.Option.DISABLE_HIGHLIGHTER, true);
    }
    return editor;
  }
}
