package io.elanus.shell.repl;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.shell.session.CommandHistory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The lines that earlier sessions typed at the prompt, for a process that has no prompt. A line of
 * the file is a line typed, with a backslash before each backslash, and before an n or r for a line
 * break.
 */
public final class HistoryFile implements CommandHistory {
  private final Path file;

  /**
   * @param file null where there is none
   */
  public HistoryFile(Path file) {
    this.file = file;
  }

  @Override
  public List<String> lines() {
    if (file == null || !Files.exists(file)) {
      return List.of();
    }
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
          .filter(line -> !line.isEmpty())
          .map(HistoryFile::typed)
          .toList();
    } catch (IOException e) {
      throw failure("read", e);
    }
  }

  @Override
  public void clear() {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw failure("clear", e);
    }
  }

  private ElanusException failure(String doing, IOException e) {
    return new ElanusException(
        ErrorCode.IO_FAILURE,
        "cannot %s the history in %s: %s".formatted(doing, file, e.getMessage()),
        null,
        e);
  }

  private static String typed(String line) {
    StringBuilder typed = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c != '\\' || i + 1 == line.length()) {
        typed.append(c);
        continue;
      }
      i++;
      typed.append(
          switch (line.charAt(i)) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            default -> line.charAt(i);
          });
    }
    return typed.toString();
  }
}
