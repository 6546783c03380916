package io.elanus.index.lists;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.index.IndexShape;
import io.elanus.index.SectionSink;
import io.elanus.index.SectionSource;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * Section {@code facts} of an index file, little-endian: int version of the type's own format, int
 * rows, int dim, int lists (0 where there are none), double largest Euclidean norm of a row (0
 * where it does not matter).
 */
public record IndexFacts(int version, int rows, int dim, int lists, double maxNorm) {
  private static final String NAME = "facts";

  /** Length of the section. */
  public static final int BYTES = 24;

  public void write(SectionSink sink) throws IOException {
    sink.begin(NAME);
    MemorySegment facts = MemorySegment.ofArray(new byte[BYTES]);
    facts.set(PdxLists.INT, 0, version);
    facts.set(PdxLists.INT, 4, rows);
    facts.set(PdxLists.INT, 8, dim);
    facts.set(PdxLists.INT, 12, lists);
    facts.set(PdxLists.DOUBLE, 16, maxNorm);
    sink.write(facts);
  }

  /**
   * Reads the facts of an index that must be of this version and shape.
   *
   * @throws ElanusException OUTDATED_INDEX where an earlier version wrote it; DAMAGED_DATA where it
   *     is of another shape
   */
  public static IndexFacts read(SectionSource sections, int version, IndexShape shape) {
    MemorySegment section = Sections.section(sections, NAME, BYTES);
    IndexFacts facts =
        new IndexFacts(
            section.get(PdxLists.INT, 0),
            section.get(PdxLists.INT, 4),
            section.get(PdxLists.INT, 8),
            section.get(PdxLists.INT, 12),
            section.get(PdxLists.DOUBLE, 16));
    requireCurrent(facts.version, version);
    if (facts.version != version
        || facts.rows != shape.rows()
        || facts.dim != shape.dim()
        || facts.lists < 0) {
      throw new ElanusException(
          ErrorCode.DAMAGED_DATA,
          "the index must hold %d rows of dimension %d in version %d, got %d of %d in version %d"
              .formatted(shape.rows(), shape.dim(), version, facts.rows, facts.dim, facts.version),
          "delete the index and create it again");
    }
    return facts;
  }

  /**
   * Checks that no earlier version wrote a section.
   *
   * @throws ElanusException OUTDATED_INDEX
   */
  public static void requireCurrent(int found, int version) {
    if (found > 0 && found < version) {
      throw new ElanusException(
          ErrorCode.OUTDATED_INDEX,
          "the index must be of format %d, got %d, which an earlier version wrote"
              .formatted(version, found),
          "delete the index and create it again");
    }
  }
}
