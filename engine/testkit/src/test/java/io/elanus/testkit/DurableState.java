package io.elanus.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a disk would still hold after a loss of power: of each file its bytes when it was synced
 * last, of each directory its entries when it was synced last. What was there before the first
 * change counts as synced.
 */
final class DurableState {
  /** A file or directory, whatever its name. */
  private static final class Node {
    private final boolean directory;
    private byte[] bytes = {};
    private boolean mapped;

    private Node(boolean directory) {
      this.directory = directory;
    }
  }

  private final Map<Path, Node> now = new HashMap<>();
  private final Map<Path, Node> durable = new HashMap<>();

  /** Takes note of what is there and was not met before. */
  Node known(Path path) {
    Node known = now.get(path);
    if (known == null) {
      known = new Node(Files.isDirectory(path));
      known.bytes = known.directory ? known.bytes : read(path);
      now.put(path, known);
      durable.put(path, known);
    }
    return known;
  }

  void created(Path path, boolean directory) {
    now.put(path, new Node(directory));
  }

  /** What is written by mapping counts as synced: nobody relies on it. */
  void mapped(Path file) {
    known(file).mapped = true;
  }

  void renamed(Path source, Path target) {
    Node moved = known(source);
    if (Files.exists(target)) {
      known(target);
    }
    now.remove(source);
    now.put(target, moved);
  }

  void deleted(Path path) {
    if (Files.exists(path)) {
      known(path);
    }
    now.remove(path);
  }

  void fileSynced(Path file) {
    known(file).bytes = read(file);
  }

  void directorySynced(Path directory) {
    durable.keySet().removeIf(path -> directory.equals(path.getParent()));
    now.forEach(
        (path, node) -> {
          if (directory.equals(path.getParent())) {
            durable.put(path, node);
          }
        });
  }

  /** Makes the disk what it would be after a loss of power. */
  void restore() {
    for (Map.Entry<Path, Node> file : now.entrySet()) {
      if (file.getValue().mapped) {
        file.getValue().bytes = read(file.getKey());
      }
    }
    // Deleted and written anew, as files that are still mapped must not become shorter.
    now.forEach(
        (path, node) -> {
          if (!node.directory || !durable.containsKey(path)) {
            delete(path);
          }
        });
    durable.keySet().stream().sorted().forEach(this::write);
  }

  private void write(Path path) {
    Node node = durable.get(path);
    try {
      if (!Files.exists(path.getParent())) {
        return; // its directory was forgotten
      }
      if (!node.directory) {
        Files.write(path, node.bytes);
      } else if (!Files.exists(path)) {
        Files.createDirectory(path);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Deletes a file, or a directory with all that is in it. */
  private static void delete(Path path) {
    try (Stream<Path> inside = Files.exists(path) ? Files.walk(path) : Stream.empty()) {
      for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
