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
    SegmentState segment = segment(row);
    if (segment == null) {
      throw new IllegalStateException("row " + row + " lies in no segment");
    }
    return segment
        .vectors(field)
        .asSlice((long) segment.offset(row) * field.width(), field.width());
  }

  /** The segment with a row, deleted or not; null where there is none. */
  SegmentState segment(long row) {
    for (SegmentState segment : segments) {
      if (segment.offset(row) >= 0) {
        return segment;
      }
    }
    return null;
  }

  /** Whether it has a row that is not deleted. */
  public boolean isLive(long row) {
    return segments.stream().anyMatch(segment -> segment.isLive(row));
  }

  /** The bytes of vector, scalar and index files, as the catalogue knows them. */
  public long diskBytes() {
    long bytes = 0;
    for (SegmentState segment : segments) {
      StoredSegment stored = segment.stored();
      bytes += stored.fields(collection).stream().mapToLong(stored::bytes).sum();
      for (StoredIndex index : indexes) {
        bytes += segment.indexFile(index).map(open -> open.file().bytes()).orElse(0L);
      }
    }
    return bytes;
  }
}
