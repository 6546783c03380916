package io.elanus.core;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells a data directory from a folder that is something else: a mistyped name neither makes a
 * folder nor fills one that is in use for other things.
 */
final class DataDirectory {
  /** What an empty folder may hold: the root of a volume, and a first start that was cut short. */
  private static final Set<String> NOTHING = Set.of("lost+found", "lock");

  private DataDirectory() {}

  /**
   * @throws ElanusException NO_DATA_DIRECTORY where the options' directory is none yet, and must
   *     not become one; INVALID_ARGUMENT where it is something else
   */
  static void require(EngineOptions options) {
    Path directory = options.dataDirectory();
    if (Store.isIn(directory)) {
      return;
    }
    if (!Files.exists(directory)) {
      if (!options.creates()) {
        throw none("there is no data directory at " + directory, "create collection makes it");
      }
    } else if (!isEmpty(directory)) {
      throw new ElanusException(
          ErrorCode.INVALID_ARGUMENT,
          directory + " holds other files and is no data directory",
          "choose a new or an empty one with --data DIR");
    } else if (!options.creates()) {
      throw none("there is no data in " + directory, "create collection makes the first of it");
    }
  }

  private static ElanusException none(String message, String hint) {
    return new ElanusException(ErrorCode.NO_DATA_DIRECTORY, message, hint);
  }

  private static boolean isEmpty(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .allMatch(name -> name.startsWith(".") || NOTHING.contains(name));
    } catch (IOException unreadable) {
      // Opening it says what is wrong with it.
      return true;
    }
  }
}
