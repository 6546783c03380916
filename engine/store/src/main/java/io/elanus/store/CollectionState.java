package io.elanus.store;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/**
 * A collection as one commit left it: what a reader sees, whatever is written meanwhile. Never
 * changed; while a {@link Readers.Reading} that began before it was taken is not over, no file that
 * it names is deleted.
 */
public record CollectionState(
    StoredCollection collection, List<SegmentState> segments, List<StoredIndex> indexes) {
  public CollectionState {
    segments = List.copyOf(segments);
    indexes = List.copyOf(indexes);
  }

  /** The index of a vector field. */
  public Optional<StoredIndex> index(StoredField field) {
    return indexes.stream().filter(index -> index.field() == field.position()).findFirst();
  }

  /** Whether a row came with this commit or before. */
  public boolean knows(long row) {
    return row < collection.nextRow();
  }

  /** The bytes of one vector of a row that it knows. */
  public MemorySegment vector(long row, StoredField field) {
    for (SegmentState segment : segments) {
      int offset = segment.offset(row);
      if (offset >= 0) {
        return segment.vectors(field).asSlice((long) offset * field.width(), field.width());
      }
    }
    throw new IllegalStateException("row " + row + " lies in no segment");
  }

  /** The bytes of vector and index files, as the catalogue knows them. */
  public long diskBytes() {
    long bytes = 0;
    for (SegmentState segment : segments) {
      long width = segment.stored().fields(collection).stream().mapToLong(StoredField::width).sum();
      bytes += segment.rows() * width;
      for (StoredIndex index : indexes) {
        bytes += segment.indexFile(index).map(open -> open.file().bytes()).orElse(0L);
      }
    }
    return bytes;
  }
}
