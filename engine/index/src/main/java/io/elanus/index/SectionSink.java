package io.elanus.index;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Where a build writes the named sections of its index file, one after another. */
public interface SectionSink {
  /** Ends the section before it and starts a new one, aligned to 64 bytes. Names are unique. */
  void begin(String name) throws IOException;

  /** Appends bytes to the current section. */
  void write(MemorySegment bytes) throws IOException;
}
