package io.elanus.shell.action;

import io.elanus.shell.demo.Demo;
import io.elanus.shell.demo.Lines;
import io.elanus.shell.input.SessionInput;
import io.elanus.shell.output.Answer;
import io.elanus.shell.output.Multiline;
import io.elanus.shell.output.OutputFormat;
import io.elanus.shell.session.Session;
import io.elanus.shell.session.Version;
import java.util.ArrayList;
import java.util.List;

/** Settings, help, history and the end of the shell. */
final class SessionActions {
  private static final String CLEAR_SCREEN = "\u001b[H\u001b[2J\u001b[3J";

  private final Session session;
  private final Actions.HelpText help;
  private final Lines lines;

  SessionActions(Session session, Actions.HelpText help, Lines lines) {
    this.session = session;
    this.help = help;
    this.lines = lines;
  }

  Answer run(SessionInput input) {
    return switch (input) {
      case SessionInput.Use use -> use(use.collection());
      case SessionInput.SetOutput set -> setOutput(set.format());
      case SessionInput.ShowOutput _ -> showOutput();
      case SessionInput.Check _ -> check();
      case SessionInput.Version _ -> version();
      case SessionInput.Help asked -> help(asked.words());
      case SessionInput.History history -> history(history.clear());
      case SessionInput.Clear _ -> clear();
      case SessionInput.Exit _ -> exit();
      case SessionInput.Demo _ -> new Demo(session, lines).run();
    };
  }

  private Answer use(String collection) {
    session.engine().describeCollection(collection);
    session.use(collection);
    return Answer.Outcome.of(
        "using collection " + collection, Answer.object("collection", collection));
  }

  private Answer setOutput(String format) {
    session.change(session.settings().withFormat(OutputFormat.parse(format)));
    String label = session.settings().format().label();
    return Answer.Outcome.of("output is " + label, Answer.object("output", label));
  }

  private Answer showOutput() {
    String label = session.settings().format().label();
    return new Answer.Text(label + "\n", Answer.object("output", label));
  }

  private Answer check() {
    List<String> problems = session.engine().check();
    String found =
        switch (problems.size()) {
          case 0 -> "no problems";
          case 1 -> "1 problem";
          default -> problems.size() + " problems";
        };
    return new Answer.Verdict(
        "found %s in %s".formatted(found, session.settings().dataDirectory()), problems);
  }

  private static Answer version() {
    return new Answer.Text("elanus " + Version.TEXT + "\n", Answer.object("version", Version.TEXT));
  }

  private Answer help(List<String> words) {
    String text = help.of(words);
    return new Answer.Text(text, Answer.object("help", text));
  }

  private Answer history(boolean clear) {
    if (clear) {
      session.history().clear();
      return Answer.Outcome.of("cleared the history", Answer.object("history", "cleared"));
    }
    List<List<Object>> rows = new ArrayList<>();
    for (String line : session.history().lines()) {
      rows.add(List.of(rows.size() + 1, new Multiline(line)));
    }
    return new Answer.Listing(List.of("number", "line"), rows);
  }

  private Answer clear() {
    return new Answer.Text(
        session.screen().showsOutput() ? CLEAR_SCREEN : "", Answer.object("cleared", true));
  }

  private Answer exit() {
    session.requestExit();
    return new Answer.Text("", Answer.object("exit", true));
  }
}
