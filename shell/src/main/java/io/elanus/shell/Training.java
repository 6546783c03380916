package io.elanus.shell;

import io.elanus.shell.session.FixedScreen;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * Does once what most sessions do, so that the JVM can keep what it loaded and linked in the cache
 * that later starts begin from: a script, then some keys at a pseudo-terminal. Run by the build of
 * the launcher, never by a user.
 */
final class Training {
  private static final String KEYS =
      "list coll\t\r"
          + "create collection -c pages -f id:INT64 -f vector:FLOAT_VECTOR:2 -p id\r"
          + "create index\rpages\r\r\r\r\r\r"
          + "search -c pages\r\u0003"
          + "help create index\r"
          + "delete collection -c pages --yes\r\u0004";

  private static final int COLUMNS = 80;

  private Training() {}

  /** Arguments: data directory, script. */
  public static void main(String[] arguments) throws IOException {
    ProcessParts.program().run("--data", arguments[0], "--keep-going", "-f", arguments[1]);
    int status =
        ProcessParts.program(new FixedScreen(true, true, true, COLUMNS), Training::terminal)
            .run("--data", arguments[0]);
    System.exit(status);
  }

  private static Terminal terminal() throws IOException {
    PipedOutputStream keys = new PipedOutputStream();
    PipedInputStream typed = new PipedInputStream(keys, 1 << 12);
    keys.write(KEYS.getBytes(StandardCharsets.UTF_8));
    keys.close();
    Terminal terminal =
        TerminalBuilder.builder()
            .type("xterm-256color")
            .system(false)
            .streams(typed, OutputStream.nullOutputStream())
            .signalHandler(Terminal.SignalHandler.SIG_IGN)
            .graphemeCluster(false)
            .build();
    terminal.setSize(Size.of(COLUMNS, 24));
    return terminal;
  }
}
