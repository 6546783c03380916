package io.elanus.shell;

import io.elanus.shell.session.Screen;
import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jline.utils.Signals;

/**
 * The terminal of the process as far as it can be known without opening it: commands that only
 * print should not wait for the terminal library.
 */
final class SystemScreen implements Screen {
  private static final int DEFAULT_WIDTH = 80;

  private final Map<String, String> environment;
  private volatile int width;
  private int asked;

  SystemScreen(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public boolean interactive() {
    return isTerminal(0) && isTerminal(1);
  }

  @Override
  public boolean showsOutput() {
    return isTerminal(1);
  }

  @Override
  public boolean redraws() {
    return isTerminal(2) && !"dumb".equals(environment.get("TERM"));
  }

  @Override
  public int width() {
    asked++;
    if (asked == 2) {
      // A table asks once; what asks again goes on for a while, and the window may be resized.
      Signals.register("WINCH", () -> width = 0);
      width = 0;
    }
    int known = width;
    if (known == 0) {
      known = measure();
      width = known;
    }
    return known;
  }

  private static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd", Integer.toString(descriptor));
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      // Systems without /proc: the JDK knows whether both input and output are a terminal.
      return !Files.exists(Path.of("/proc/self"))
          && Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }
  }

  private int measure() {
    int columns = number(environment.get("COLUMNS"));
    if (columns > 0) {
      return columns;
    }
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      columns = number(size.substring(size.indexOf(' ') + 1).strip());
    } catch (IOException e) {
      // No stty: the default has to do.
    }
    return columns > 0 ? columns : DEFAULT_WIDTH;
  }

  private static int number(String text) {
    try {
      return text == null ? 0 : Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
