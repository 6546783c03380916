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
   * Memory for what a build makes on its way and the heap may be too small for: zeros, shared
   * between threads, aligned to 8 bytes. A store maps it from a temporary file beside the index
   * file, so that the system can write it out when memory is short; elsewhere it is memory outside
   * the heap.
   *
   * @param bytes at least 1
   * @param arena a shared one, with which it goes
   */
  default MemorySegment scratch(long bytes, Arena arena) throws IOException {
    return arena.allocate(bytes, Long.BYTES);
  }
}
