package io.elanus.store;

import java.util.List;
import java.util.stream.Stream;

/**
 * An index file that is complete and in use.
 *
 * @param rows of the segment when it was built
 * @param notes what the build had to say
 */
public record StoredIndexFile(long index, long segment, int rows, long bytes, List<String> notes) {
  public StoredIndexFile {
    notes = List.copyOf(notes);
  }

  /** The same with more notes. */
  public StoredIndexFile withNotes(List<String> more) {
    return new StoredIndexFile(
        index, segment, rows, bytes, Stream.concat(notes.stream(), more.stream()).toList());
  }
}
