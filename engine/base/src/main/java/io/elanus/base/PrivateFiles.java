package io.elanus.base;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Makes files and directories that only their owner may read and write: 0600 and 0700, where the
 * file system has such permissions. What exists already is left as it is.
 */
public final class PrivateFiles {
  private static final FileAttribute<?>[] NONE = {};

  private PrivateFiles() {}

  /** Makes a directory and its parents where they are missing. */
  public static void createDirectories(Path directory) throws IOException {
    Files.createDirectories(directory, attributes(directory, "rwx------"));
  }

  /**
   * Makes a directory where it is missing.
   *
   * @throws FileAlreadyExistsException where a file is in its place
   */
  public static void createDirectory(Path directory) throws IOException {
    try {
      Files.createDirectory(directory, attributes(directory, "rwx------"));
    } catch (FileAlreadyExistsException present) {
      if (!Files.isDirectory(directory)) {
        throw present;
      }
    }
  }

  /** Makes an empty file where it is missing. */
  public static void createFile(Path file) throws IOException {
    try {
      Files.createFile(file, attributes(file));
    } catch (FileAlreadyExistsException present) {
      return;
    }
  }

  /** What a file is to be created with. */
  public static FileAttribute<?>[] attributes(Path file) {
    return attributes(file, "rw-------");
  }

  private static FileAttribute<?>[] attributes(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : NONE;
  }
}
