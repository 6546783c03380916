package io.elanus.index;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Where a build writes the named sections of its index file, one after another. */
public interface SectionSink {
  /** Ends the section before it and starts a new one, aligned to 64 bytes. Names are unique. */
  void begin(String name) throws IOException;

  /** Appends bytes to the current section. */
  void write(MemorySegment bytes) throws IOException;

  /**
   * Memory for what a build makes on its way and the heap may be too small for: shared between
   * threads, aligned to 8 bytes, asked for once in a build. A store maps it from a file beside the
   * index file, so that the system can write it out when memory is short and a build that a crash
   * ended finds what it had; elsewhere it is memory outside the heap.
   *
   * <p>It holds zeros or what an earlier build of this index left, in part or damaged: only what a
   * {@linkplain Checkpoints checkpoint} has sums of can be trusted.
   *
   * @param bytes at least 1
   * @param arena a shared one, with which it goes
   */
  default MemorySegment lasting(long bytes, Arena arena) throws IOException {
    return arena.allocate(bytes, Long.BYTES);
  }
}
