package io.elanus.store;

import java.util.List;

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
}
