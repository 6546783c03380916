package io.elanus.shell.repl;

import io.elanus.base.PrivateFiles;
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
  private final Path file;

  /**
   * @param file where the lines are kept; null where there is none
   */
  LineHistory(History history, Path file) {
    this.history = history;
    this.file = file;
    makePrivate();
  }

  /** Makes the file before the first line is written, for its owner alone. */
  private void makePrivate() {
    if (file != null) {
      try {
        PrivateFiles.createDirectories(file.getParent());
        PrivateFiles.createFile(file);
      } catch (IOException unwritable) {
        // The shell works without.
        return;
      }
    }
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
      makePrivate();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
