package io.elanus.store;

import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where things lie in a data directory.
 *
 * <pre>
 * lock                                 process id of the owner
 * catalog.db, -wal                     SQLite
 * vectors/COLLECTION/SEGMENT.FIELD.vec vectors of a field
 * vectors/COLLECTION/SEGMENT.col       row groups of scalars
 * vectors/COLLECTION/SEGMENT.row       ordinals of the rows of a segment that was compacted
 * vectors/COLLECTION/SEGMENT.INDEX.idx index of a segment
 * vectors/COLLECTION/SEGMENT.INDEX.chk checkpoint of an unfinished build
 * vectors/COLLECTION/SEGMENT.INDEX.wrk memory of an unfinished build, nothing without a checkpoint
 * *.tmp                                an index or checkpoint being written; left over after a crash
 * </pre>
 *
 * <p>COLLECTION, SEGMENT, FIELD and INDEX are decimal numbers. Anything of another name is not ours
 * and stays as it is.
 */
record Layout(Path root) {
  private static final Pattern DIRECTORY = Pattern.compile("[0-9]+");
  private static final Pattern FILE =
      Pattern.compile("[0-9]+\\.(row|col|[0-9]+\\.(vec|wrk|(idx|chk)(\\.tmp)?))");
  private static final Pattern VECTORS = Pattern.compile("([0-9]+)\\.(row|col|[0-9]+\\.vec)");

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
    String name;
    if (field.equals(StoredSegment.ROW_NUMBERS)) {
      name = ".row";
    } else {
      name = field.equals(StoredSegment.SCALARS) ? ".col" : "." + field.position() + ".vec";
    }
    return collection(segment.collection()).resolve(segment.id() + name);
  }

  /** Whether a directory is that of a collection, by its name. */
  static boolean isCollection(Path directory) {
    return DIRECTORY.matcher(directory.getFileName().toString()).matches();
  }

  /** Whether a file of a collection's directory is ours, by its name. */
  static boolean isOurs(Path file) {
    return FILE.matcher(file.getFileName().toString()).matches();
  }

  /** The segment whose vectors, ordinals or scalars a file holds, by its name. */
  static OptionalLong segmentOfVectors(Path file) {
    Matcher name = VECTORS.matcher(file.getFileName().toString());
    return name.matches() ? OptionalLong.of(Long.parseLong(name.group(1))) : OptionalLong.empty();
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
