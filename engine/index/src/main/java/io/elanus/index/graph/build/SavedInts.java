package io.elanus.index.graph.build;

import io.elanus.index.lists.PdxLists;
import java.lang.foreign.MemorySegment;

/** Reads in turn what {@link IntPieces} wrote; past its end it throws IndexOutOfBoundsException. */
final class SavedInts {
  private final MemorySegment state;
  private long at;

  SavedInts(MemorySegment state) {
    this.state = state;
  }

  int next() {
    int value = state.get(PdxLists.INT, at);
    at += Integer.BYTES;
    return value;
  }

  void next(int[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = next();
    }
  }
}
