package io.elanus.store;

import java.nio.file.Path;

/**
 * Where things lie in a data directory.
 *
 * <pre>
 * lock                                 process id of the owner
 * catalog.db, -wal                     SQLite
 * vectors/COLLECTION/SEGMENT.FIELD.vec vectors of a field
 * vectors/COLLECTION/SEGMENT.INDEX.idx index of a segment
 * vectors/COLLECTION/SEGMENT.INDEX.chk checkpoint of an unfinished build
 * vectors/COLLECTION/SEGMENT.INDEX.wrk memory of an unfinished build, nothing without a checkpoint
 * *.tmp                                being written; left over after a crash
 * </pre>
 */
record Layout(Path root) {
  Path catalog() {
    return root.resolve("catalog.db");
  }

  Path vectors() {
    return root.resolve("vectors");
  }

  Path collection(long collection) {
    return vectors().resolve(Long.toString(collection));
  }

  Path vectors(StoredSegment segment, StoredField field) {
    return collection(segment.collection()).resolve(segment.id() + "." + field.position() + ".vec");
  }

  /** Whether a file holds the vectors of a field, by its name. */
  boolean isVectors(Path file) {
    return file.getFileName().toString().endsWith(".vec");
  }

  Path index(long collection, long segment, long index) {
    return collection(collection).resolve(segment + "." + index + ".idx");
  }

  Path checkpoint(long collection, long segment, long index) {
    return collection(collection).resolve(segment + "." + index + ".chk");
  }

  Path work(long collection, long segment, long index) {
    return collection(collection).resolve(segment + "." + index + ".wrk");
  }

  static Path temporary(Path file) {
    return file.resolveSibling(file.getFileName() + ".tmp");
  }
}
