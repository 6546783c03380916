package io.elanus.index;

import java.lang.foreign.MemorySegment;

/**
 * The mapped, read-only sections of an index file. Each begins at an address that is a multiple of
 * 64.
 */
public interface SectionSource {
  /**
   * @throws io.elanus.base.ElanusException DAMAGED_DATA where the section is missing
   */
  MemorySegment section(String name);
}
