package io.elanus.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/** The files of a data directory. Tests put a faulty one in place of {@link DiskVolume}. */
public interface Volume {
  /** Makes a directory and its parents where they are missing. */
  void createDirectories(Path directory) throws IOException;

  /** The entries of a directory in no particular order; empty where it does not exist. */
  List<Path> list(Path directory) throws IOException;

  /** The length in bytes, or -1 where the file does not exist. */
  long length(Path file) throws IOException;

  /** Opens for positional writing, making the file where it is missing. */
  VolumeFile open(Path file) throws IOException;

  /** Maps the first {@code length} bytes for reading; unmapped once unreachable. */
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
