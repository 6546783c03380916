package io.elanus.index.graph.file;

import io.elanus.index.graph.search.Links;
import io.elanus.index.lists.PdxLists;
import java.lang.foreign.MemorySegment;

/**
 * The links of a layer in an index file.
 *
 * @param section holds them from a byte on
 * @param nodes how many the layer has; a number that is none ends a node's neighbours, so that a
 *     damaged file cannot lead out of the layer
 */
record FileLinks(MemorySegment section, long from, int nodes, int width) implements Links {
  @Override
  public int read(int node, int[] into) {
    long at = from + (long) node * width * Integer.BYTES;
    MemorySegment.copy(section, PdxLists.INT, at, into, 0, width);
    int count = 0;
    while (count < width && Integer.compareUnsigned(into[count], nodes) < 0) {
      count++;
    }
    return count;
  }

  @Override
  public int touch(int node) {
    long at = from + (long) node * width * Integer.BYTES;
    long last = at + Math.max(0, width - 1L) * Integer.BYTES;
    return section.get(PdxLists.INT, at) + section.get(PdxLists.INT, last);
  }
}
