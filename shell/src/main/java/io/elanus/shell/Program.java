package io.elanus.shell;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.ErrorKind;
import io.elanus.base.Wording;
import io.elanus.core.EngineOptions;
import io.elanus.formats.RowFiles;
import io.elanus.shell.action.BackgroundBuilds;
import io.elanus.shell.command.Commands;
import io.elanus.shell.dialog.Dialogs;
import io.elanus.shell.dialog.RefusingDialogs;
import io.elanus.shell.grammar.CommandTree;
import io.elanus.shell.grammar.GlobalOptions;
import io.elanus.shell.output.OutputFormat;
import io.elanus.shell.repl.HistoryFile;
import io.elanus.shell.repl.LineHistory;
import io.elanus.shell.repl.OneShotDialogs;
import io.elanus.shell.repl.Repl;
import io.elanus.shell.repl.TerminalOpener;
import io.elanus.shell.run.LineExecutor;
import io.elanus.shell.session.DataPlace;
import io.elanus.shell.session.ProgressMode;
import io.elanus.shell.session.Session;
import io.elanus.shell.session.SessionBuilder;
import io.elanus.shell.session.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One run of the program: decides from the arguments where commands come from, and runs them. */
public final class Program {
  private final SessionBuilder parts;
  private final Map<String, String> environment;
  private final TerminalOpener terminal;
  private final NativeText nativeText;

  /**
   * @param parts of the session, but for its settings
   * @param terminal opened only where a person is asked something
   * @param nativeText how the arguments and the environment came to be text
   */
  public Program(
      SessionBuilder parts,
      Map<String, String> environment,
      TerminalOpener terminal,
      NativeText nativeText) {
    this.terminal = terminal;
    this.nativeText = nativeText;
    this.parts =
        parts.environment(environment).history(new HistoryFile(LineHistory.file(environment)));
    this.environment = environment;
  }

  /** Returns the exit code. */
  public int run(String... args) {
    GlobalWords words;
    Settings settings;
    try {
      for (int i = 0; i < args.length; i++) {
        nativeText.check("argument " + (i + 1), args[i]);
      }
      words = GlobalWords.parse(args);
      settings = SettingsReader.read(words.options(), environment);
      nativeText.check("the data directory", settings.dataDirectory().toString());
    } catch (ElanusException e) {
      return fail(fallback(args), e);
    }
    return isDemonstration(words) ? demonstrate(settings, words) : run(settings, words);
  }

  private int fail(Settings settings, ElanusException error) {
    try (Session session = parts.settings(settings).build()) {
      return new LineExecutor(session, Commands.tree(), new RefusingDialogs()).fail(error);
    }
  }

  private int run(Settings settings, GlobalWords words) {
    Session session = parts.settings(settings).build();
    int exitCode = run(session, words);
    try {
      if (exitCode != ErrorKind.INTERRUPTED.exitCode()) {
        new BackgroundBuilds(session).await();
      }
    } catch (ElanusException e) {
      int failed = new LineExecutor(session, Commands.tree(), new RefusingDialogs()).fail(e);
      exitCode = exitCode == 0 ? failed : exitCode;
    }
    try {
      session.close();
      return exitCode;
    } catch (ElanusException e) {
      int failed = new LineExecutor(session, Commands.tree(), new RefusingDialogs()).fail(e);
      return exitCode == 0 ? failed : exitCode;
    }
  }

  private static boolean isDemonstration(GlobalWords words) {
    return words.options().data == null && words.command().equals(List.of("demo"));
  }

  /**
   * A demonstration that was given no folder gets one of its own for as long as it lasts, and
   * leaves the user's data alone.
   */
  private int demonstrate(Settings settings, GlobalWords words) {
    try (TemporaryFolder folder = new TemporaryFolder("elanus-demo-")) {
      return run(settings.withTemporaryData(folder.path()), words);
    } catch (IOException e) {
      return fail(
          settings,
          new ElanusException(
              ErrorCode.IO_FAILURE,
              "cannot make a temporary directory: " + e.getMessage(),
              "give one with --data DIR",
              e));
    }
  }

  /** What a message needs before the real settings are known. */
  private static Settings fallback(String[] args) {
    String line = String.join(" ", args);
    boolean json = line.contains("--progress json") || line.contains("--progress=json");
    return new Settings(
        Path.of(""),
        DataPlace.USUAL,
        OutputFormat.TABLE,
        json ? ProgressMode.JSON : ProgressMode.NONE,
        0,
        0,
        EngineOptions.DEFAULT_SEED,
        false,
        false,
        false);
  }

  private int run(Session session, GlobalWords words) {
    CommandTree tree = Commands.tree();
    GlobalOptions options = words.options();
    LineExecutor executor = new LineExecutor(session, tree, new RefusingDialogs());
    if (options.version) {
      return executor.execute(List.of("version"));
    }
    if (options.help) {
      return executor.execute(prepend("help", words.command()));
    }
    if (options.execute != null && options.script != null) {
      return executor.fail(
          new ElanusException(ErrorCode.USAGE, "give --execute (-e) or --script (-f), not both"));
    }
    if (options.execute != null || options.script != null) {
      if (!words.command().isEmpty()) {
        return executor.fail(
            new ElanusException(
                ErrorCode.USAGE,
                "unexpected " + words.command().getFirst() + " beside -e or -f",
                "quote the commands of -e as one word"));
      }
      return options.execute != null
          ? executor.script(
              "-e", new ByteArrayInputStream(options.execute.getBytes(StandardCharsets.UTF_8)))
          : script(session, executor, options.script);
    }
    if (words.command().isEmpty()) {
      return session.screen().interactive()
          ? interactive(session, executor, tree)
          : executor.script("stdin", session.in());
    }
    String first = words.command().getFirst();
    if (words.command().size() == 1 && !tree.isVerb(first) && isScript(session, first)) {
      return script(session, executor, first);
    }
    if (words.command().size() == 1 && !tree.isVerb(first) && first.contains(".")) {
      return executor.fail(
          new ElanusException(
              ErrorCode.USAGE,
              "there is neither a command nor a file " + Wording.excerpt(first),
              "help lists the commands"));
    }
    Dialogs dialogs =
        session.screen().interactive()
            ? new OneShotDialogs(session, terminal)
            : new RefusingDialogs();
    return new LineExecutor(session, tree, dialogs).execute(words.command());
  }

  private int interactive(Session session, LineExecutor executor, CommandTree tree) {
    try {
      return Repl.run(terminal, parts, session, tree);
    } catch (IOException e) {
      return executor.fail(
          new ElanusException(
              ErrorCode.IO_FAILURE, "cannot use the terminal: " + e.getMessage(), null, e));
    }
  }

  private static boolean isScript(Session session, String word) {
    return word.equals("-") || Files.isRegularFile(session.file(word)) || word.contains("/");
  }

  private static int script(Session session, LineExecutor executor, String name) {
    if (name.equals("-")) {
      return executor.script("stdin", session.in());
    }
    Path file = session.file(name);
    if (RowFiles.isNamed(file)) {
      return executor.fail(
          new ElanusException(
              ErrorCode.USAGE,
              "a script must hold commands, %s is named as data".formatted(name),
              "import it with: create collection -c NAME --from " + name));
    }
    InputStream commands;
    try {
      commands = Files.newInputStream(file);
    } catch (IOException e) {
      return executor.fail(
          new ElanusException(ErrorCode.FILE_NOT_FOUND, "cannot read script " + name, null, e));
    }
    return executor.script(name, commands);
  }

  private static List<String> prepend(String word, List<String> words) {
    List<String> all = new java.util.ArrayList<>(words);
    all.addFirst(word);
    return all;
  }
}
