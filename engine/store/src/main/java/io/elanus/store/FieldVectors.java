package io.elanus.store;

import java.lang.foreign.MemorySegment;

/** The vectors of one field for a batch of rows: {@code rows * width} bytes, row after row. */
public record FieldVectors(StoredField field, MemorySegment bytes) {
  /** Those of rows [from, from + count). */
  FieldVectors slice(int from, int count) {
    long width = field.width();
    return new FieldVectors(field, bytes.asSlice(from * width, count * width));
  }
}
