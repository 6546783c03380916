package io.elanus.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of a data directory. Tests put a faulty one in place of {@link DiskVolume}.
 *
 * <p>An {@link IOException} says that the system refused, and nothing about what is in a file; two
 * say more: {@link java.nio.file.NoSuchFileException} that there is none, and {@link
 * java.io.EOFException} that it is shorter than it must be. Threads may be interrupted: they do
 * their work all the same, and stay interrupted.
 */
public interface Volume {
  boolean exists(Path path);

  /** Makes a directory where it is missing; its parent must be there. */
  void createDirectory(Path directory) throws IOException;

  /**
   * The entries of a directory in no particular order; empty where it does not exist.
   *
   * @throws java.nio.file.NotDirectoryException where it is a file
   */
  List<Path> list(Path directory) throws IOException;

  /** The length in bytes, or -1 where the file does not exist. */
  long length(Path file) throws IOException;

  /** Opens for positional writing, making the file where it is missing. */
  VolumeFile open(Path file) throws IOException;

  /**
   * Maps the first {@code length} bytes for reading; unmapped once unreachable.
   *
   * @throws java.nio.file.NoSuchFileException where there is no such file
   * @throws java.io.EOFException where it is shorter
   */
  MemorySegment map(Path file, long length) throws IOException;

  /** Maps the first {@code length} bytes for reading and writing; unmapped with the arena. */
  MemorySegment mapForWriting(Path file, long length, Arena arena) throws IOException;

  byte[] read(Path file) throws IOException;

  /** Puts {@code source} in the place of {@code target} atomically. */
  void rename(Path source, Path target) throws IOException;

  /** Deletes a file or an empty directory; nothing where it does not exist. */
  void delete(Path path) throws IOException;

  /** Makes created, renamed and deleted entries of a directory durable. */
  void syncDirectory(Path directory) throws IOException;
}
