package io.elanus.shell.run;

import io.elanus.base.Cancellation;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Wording;
import io.elanus.shell.dialog.Dialogs;
import io.elanus.shell.grammar.CommandTree;
import io.elanus.shell.output.Answer;
import io.elanus.shell.output.OutputFormat;
import io.elanus.shell.output.Printer;
import io.elanus.shell.session.Interrupts;
import io.elanus.shell.session.Session;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Runs commands and returns exit codes; a failure has been reported when a method returns. Commands
 * run until the first failure, all of them where the settings say so, or until one asks to exit.
 */
public final class LineExecutor {
  private final Session session;
  private final CommandTree tree;
  private final CommandRunner runner;
  private final FailureReport failures;

  public LineExecutor(Session session, CommandTree tree, Dialogs dialogs) {
    this.session = session;
    this.tree = tree;
    this.runner = new CommandRunner(session, tree, dialogs, this::part);
    this.failures = new FailureReport(session);
  }

  /** Reports a failure that happened before a command could run. */
  public int fail(ElanusException error) {
    return failures.report("", error);
  }

  /** Runs the commands of a text that a person typed. */
  public int execute(String text) {
    return run("", 0, text);
  }

  /** Runs one command whose words are split already. */
  public int execute(List<String> words) {
    return run("", new Statement(1, words));
  }

  /**
   * Runs a script while it is being read, so that a program may write commands to a pipe one by
   * one.
   *
   * @param name stands before each error message
   * @param script UTF-8
   */
  public int script(String name, InputStream script) {
    int exitCode = 0;
    ScriptLines lines = new ScriptLines(script);
    try (lines) {
      StringBuilder pending = new StringBuilder();
      int linesBefore = 0;
      String line;
      while ((line = lines.next()) != null) {
        pending.append(line).append('\n');
        // Only a line that may leave something open needs a second look.
        if (Statements.isIncomplete(pending.toString(), tree::isVerb)) {
          continue;
        }
        int code = run(name, linesBefore, pending.toString());
        exitCode = exitCode == 0 ? code : exitCode;
        pending.setLength(0);
        linesBefore = lines.number();
        if (mustStop(code)) {
          return exitCode;
        }
      }
      int code = run(name, linesBefore, pending.toString());
      return exitCode == 0 ? code : exitCode;
    } catch (ScriptLines.NotUtf8 e) {
      return failures.report(
          place(name, lines.number()),
          new ElanusException(
              ErrorCode.MALFORMED_FILE,
              "text must be UTF-8, got " + Wording.quoted(e.getMessage()),
              "convert it, as with iconv -t UTF-8",
              e));
    } catch (IOException e) {
      return failures.report(
          "",
          new ElanusException(
              ErrorCode.IO_FAILURE, "cannot read %s: %s".formatted(name, e.getMessage()), null, e));
    }
  }

  private int run(String name, int linesBefore, String text) {
    List<Statement> statements;
    try {
      statements = Statements.parse(text, linesBefore + 1, tree::isVerb);
    } catch (ElanusException e) {
      return failures.report(place(name, linesBefore + 1), e);
    }
    int exitCode = 0;
    for (Statement statement : statements) {
      int code = run(place(name, statement.line()), statement);
      exitCode = exitCode == 0 ? code : exitCode;
      if (mustStop(code)) {
        return exitCode;
      }
    }
    return exitCode;
  }

  private boolean mustStop(int code) {
    return session.exitRequested() || code == 130 || code != 0 && !session.settings().keepGoing();
  }

  private int run(String place, Statement statement) {
    try {
      LineFlags flags = LineFlags.of(statement.words());
      Answer answer = runner.run(flags.words());
      print(answer, flags.format() != null ? flags.format() : session.settings().format());
      return answer instanceof Answer.Verdict verdict && !verdict.problems().isEmpty() ? 1 : 0;
    } catch (BrokenOutput e) {
      session.requestExit();
      return e.quiet() ? 0 : failures.report(place, e.asError());
    } catch (RuntimeException | OutOfMemoryError e) {
      return failures.report(place, statement.words(), e);
    }
  }

  /**
   * One line of a command that consists of several; a program gets the answer of the whole only.
   */
  private void part(String line) {
    for (Statement statement : Statements.parse(line, 1)) {
      Answer answer = runner.run(statement.words());
      if (session.settings().format() == OutputFormat.TABLE) {
        print(answer, OutputFormat.TABLE);
      }
    }
  }

  private void print(Answer answer, OutputFormat format) {
    Cancellation cancellation = new Cancellation();
    Printer printer =
        Printers.of(format, session, new InterruptibleWriter(session.out(), cancellation));
    try (Interrupts.Guard _ = duringOutput(cancellation)) {
      printer.print(answer);
      printer.flush();
    } catch (IOException e) {
      throw new BrokenOutput(e);
    }
  }

  /** Without a prompt to go back to, an interrupt ends the process. */
  private Interrupts.Guard duringOutput(Cancellation cancellation) {
    return session.lasting() ? session.interrupts().during(cancellation::cancel) : () -> {};
  }

  private static String place(String name, int line) {
    return name.isEmpty() ? "" : name + ":" + line;
  }
}
