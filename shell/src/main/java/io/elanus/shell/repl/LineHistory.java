package io.elanus.shell.repl;

import io.elanus.shell.session.CommandHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jline.reader.History;

/** The lines typed at the prompt, kept in a file between sessions. */
public final class LineHistory implements CommandHistory {
  private final History history;

  LineHistory(History history) {
    this.history = history;
  }

  /**
   * Where lines are kept, by the XDG base directory specification: state, as losing it loses no
   * data.
   *
   * @return null where there is no home directory
   */
  public static Path file(Map<String, String> environment) {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    if (state.startsWith("/")) {
      return Path.of(state, "elanus", "history");
    }
    String home = environment.getOrDefault("HOME", "");
    return home.isEmpty() ? null : Path.of(home, ".local", "state", "elanus", "history");
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    history.forEach(entry -> lines.add(entry.line()));
    return lines;
  }

  @Override
  public void clear() {
    try {
      history.purge();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
