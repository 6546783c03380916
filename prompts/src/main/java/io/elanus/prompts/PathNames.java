package io.elanus.prompts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Paths as a person types them: relative to a working directory, "~" for the home directory.
 *
 * @param working directory that relative paths start from
 */
public record PathNames(Path working, Path home) {
  public boolean isFile(String typed) {
    try {
      return Files.isRegularFile(working.resolve(expand(typed)));
    } catch (InvalidPathException notAPath) {
      return false;
    }
  }

  /** The path with a leading "~" spelt out. */
  public String expand(String typed) {
    if (typed.equals("~") || typed.startsWith("~/")) {
      return home + typed.substring(1);
    }
    return typed;
  }

  /**
   * What a started path could become, directories with a slash at the end. Hidden files only after
   * a dot.
   *
   * @param fits which file names to offer; directories always are
   */
  public List<String> completions(String typed, Predicate<String> fits) {
    int slash = typed.lastIndexOf('/');
    String parent = typed.substring(0, slash + 1);
    String start = typed.substring(slash + 1);
    try (Stream<Path> entries = Files.list(working.resolve(expand(parent)))) {
      return entries
          .filter(entry -> entry.getFileName().toString().startsWith(start))
          .filter(entry -> start.startsWith(".") || !entry.getFileName().toString().startsWith("."))
          .filter(entry -> Files.isDirectory(entry) || fits.test(entry.getFileName().toString()))
          .map(entry -> parent + entry.getFileName() + (Files.isDirectory(entry) ? "/" : ""))
          .sorted()
          .toList();
    } catch (IOException | InvalidPathException unreadable) {
      return List.of();
    }
  }
}
