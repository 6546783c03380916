package io.elanus.index.diskann;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.index.SectionSource;
import io.elanus.index.graph.search.Links;
import io.elanus.index.lists.Sections;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Section {@code graph}: a graph in JVector's on-disk format, version 3, big-endian, without
 * vectors.
 *
 * <p>Header of 9 ints: -62111, version 3, nodes, 0 for the dimension of vectors in the section,
 * entry node, degree, 8 (the feature "separated vectors"), and a long offset of theirs that means
 * nothing here. Then for each node {@code degree + 2} ints: its number, how many neighbours, their
 * numbers, -1 for each that is missing.
 *
 * @param degree most neighbours of a node
 */
record JVectorLinks(MemorySegment section, int nodes, int degree, int entry) implements Links {
  static final int JVECTOR_VERSION = 3;

  private static final int MAGIC = -62111;
  private static final int SEPARATED_VECTORS = 8;
  private static final int HEADER = 9 * Integer.BYTES;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  static long bytes(long nodes, long degree) {
    return nodes == 0 ? 0 : HEADER + nodes * (degree + 2) * Integer.BYTES;
  }

  /**
   * Opens a graph that must have so many nodes.
   *
   * @throws ElanusException DAMAGED_DATA where it has not
   */
  static JVectorLinks open(SectionSource sections, int nodes, int degree) {
    MemorySegment section = Sections.section(sections, "graph", bytes(nodes, degree));
    if (nodes == 0) {
      return new JVectorLinks(section, 0, degree, -1);
    }
    expect("magic number", MAGIC, section.get(INT, 0));
    expect("version", JVECTOR_VERSION, section.get(INT, 4));
    expect("number of nodes", nodes, section.get(INT, 8));
    expect("degree", degree, section.get(INT, 20));
    expect("feature", SEPARATED_VECTORS, section.get(INT, 24));
    int entry = section.get(INT, 16);
    if (entry < 0 || entry >= nodes) {
      throw damaged("the entry must be below %d, got %d".formatted(nodes, entry));
    }
    return new JVectorLinks(section, nodes, degree, entry);
  }

  private static void expect(String what, int wanted, int given) {
    if (wanted != given) {
      throw damaged("the %s must be %d, got %d".formatted(what, wanted, given));
    }
  }

  @Override
  public int width() {
    return degree;
  }

  @Override
  public int touch(int node) {
    return section.get(INT, HEADER + (long) node * (degree + 2) * Integer.BYTES);
  }

  /**
   * {@inheritDoc}
   *
   * @throws ElanusException DAMAGED_DATA where one is no node
   */
  @Override
  public int read(int node, int[] neighbours) {
    long at = HEADER + (long) node * (degree + 2) * Integer.BYTES + Integer.BYTES;
    int count = section.get(INT, at);
    if (count < 0 || count > degree) {
      throw damaged("a node must have at most %d neighbours, got %d".formatted(degree, count));
    }
    for (int i = 0; i < count; i++) {
      int neighbour = section.get(INT, at + (i + 1L) * Integer.BYTES);
      if (neighbour < 0 || neighbour >= nodes) {
        throw damaged("a neighbour must be below %d, got %d".formatted(nodes, neighbour));
      }
      neighbours[i] = neighbour;
    }
    return count;
  }

  static ElanusException damaged(String what) {
    return new ElanusException(
        ErrorCode.DAMAGED_DATA,
        "the graph of the index is damaged: " + what,
        "drop the index and create it again");
  }
}
