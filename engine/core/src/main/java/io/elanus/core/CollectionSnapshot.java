package io.elanus.core;

import io.elanus.store.StoredCollection;
import io.elanus.store.StoredField;
import io.elanus.store.StoredIndex;
import io.elanus.store.StoredSegment;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A collection at one moment: what a search sees, whatever is written meanwhile.
 *
 * @param deleted ordinals of deleted rows; never changed
 * @param vectors mapped vectors by segment and field
 */
record CollectionSnapshot(
    StoredCollection collection,
    List<StoredSegment> segments,
    List<StoredIndex> indexes,
    BitSet deleted,
    BiFunction<StoredSegment, StoredField, MemorySegment> vectors) {

  /** The index of a vector field. */
  Optional<StoredIndex> index(StoredField field) {
    return indexes.stream().filter(index -> index.field() == field.position()).findFirst();
  }

  /** The bytes of one vector. */
  MemorySegment vector(long row, StoredField field) {
    for (StoredSegment segment : segments) {
      long ordinal = row - segment.firstRow();
      if (ordinal >= 0 && ordinal < segment.rows()) {
        return vectors.apply(segment, field).asSlice(ordinal * field.width(), field.width());
      }
    }
    throw new IllegalStateException("row " + row + " lies in no segment");
  }
}
