package io.elanus.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that goes with the program, ended by Ctrl-C or not; only a kill -9 leaves it. */
final class TemporaryFolder implements AutoCloseable {
  /** Whoever still writes while the program is ended may make a file behind the deleting hand. */
  private static final int ATTEMPTS = 10;

  private final Path path;
  private final Thread atEnd = new Thread(this::delete, "delete-temporary-folder");

  TemporaryFolder(String prefix) throws IOException {
    path = Files.createTempDirectory(prefix);
    Runtime.getRuntime().addShutdownHook(atEnd);
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    delete();
    try {
      Runtime.getRuntime().removeShutdownHook(atEnd);
    } catch (IllegalStateException ending) {
      // It is running already.
    }
  }

  private void delete() {
    for (int attempt = 0; attempt < ATTEMPTS && Files.exists(path); attempt++) {
      try (Stream<Path> files = Files.walk(path)) {
        List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        for (Path file : deepestFirst) {
          Files.deleteIfExists(file);
        }
      } catch (IOException | UncheckedIOException left) {
        // Its writer was quicker, or nothing helps; the next attempt sees what is left.
      }
    }
  }
}
