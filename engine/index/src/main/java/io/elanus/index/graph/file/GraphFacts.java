package io.elanus.index.graph.file;

import io.elanus.base.ElanusException;
import io.elanus.index.IndexShape;
import io.elanus.index.SectionSink;
import io.elanus.index.SectionSource;
import io.elanus.index.graph.build.BuildLinks;
import io.elanus.index.graph.build.BuiltGraph;
import io.elanus.index.lists.IndexFacts;
import io.elanus.index.lists.PdxLists;
import io.elanus.index.lists.Sections;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Section {@code graph} of an index file, little-endian: int version of the format, int rows, int
 * dim, int width, int upper width, int entry, int upper layers, int nodes, 32 ints for the nodes of
 * the upper layers, the lowest first and 0 where there is none, double residual.
 *
 * @param nodes of the lowest layer, at most one for each row
 * @param width places for neighbours of a node in the lowest layer
 * @param upperWidth places for neighbours of a node in the layers above it
 * @param entry the node from which every other one can be reached; -1 where there are no rows
 * @param upper nodes of each upper layer, the lowest first
 * @param residual the greatest distance of a row to its code, over the scale of that code; 0 where
 *     there are no codes
 */
public record GraphFacts(
    int version,
    int rows,
    int dim,
    int nodes,
    int width,
    int upperWidth,
    int entry,
    int[] upper,
    double residual) {
  private static final String NAME = "graph";
  private static final int MOST_LAYERS = 32;
  private static final int LAYERS = 8 * Integer.BYTES;
  private static final int RESIDUAL = LAYERS + MOST_LAYERS * Integer.BYTES;
  private static final int BYTES = RESIDUAL + Double.BYTES;

  /** The facts of a graph over so many rows. */
  public static GraphFacts of(int version, int rows, int dim, BuiltGraph graph, double residual) {
    int[] upper = graph.upper().stream().mapToInt(BuildLinks::nodes).toArray();
    return new GraphFacts(
        version,
        rows,
        dim,
        graph.links().nodes(),
        graph.width(),
        graph.upperWidth(),
        graph.entry(),
        upper,
        residual);
  }

  public void write(SectionSink sink) throws IOException {
    sink.begin(NAME);
    MemorySegment section = MemorySegment.ofArray(new byte[BYTES]);
    int[] first = {version, rows, dim, width, upperWidth, entry, upper.length, nodes};
    for (int i = 0; i < first.length; i++) {
      section.set(PdxLists.INT, (long) i * Integer.BYTES, first[i]);
    }
    for (int i = 0; i < upper.length; i++) {
      section.set(PdxLists.INT, LAYERS + (long) i * Integer.BYTES, upper[i]);
    }
    section.set(PdxLists.DOUBLE, RESIDUAL, residual);
    sink.write(section);
  }

  /**
   * Reads the facts of a graph that must be of one of these versions, ascending, and of this shape.
   *
   * @throws ElanusException OUTDATED_INDEX where an earlier version wrote it; DAMAGED_DATA where it
   *     is another one, or where its numbers cannot be
   */
  public static GraphFacts read(SectionSource sections, IndexShape shape, int... versions) {
    MemorySegment section = Sections.section(sections, NAME, BYTES);
    int[] first = new int[8];
    for (int i = 0; i < first.length; i++) {
      first[i] = section.get(PdxLists.INT, (long) i * Integer.BYTES);
    }
    IndexFacts.requireCurrent(first[0], versions[0]);
    boolean known = Arrays.binarySearch(versions, first[0]) >= 0;
    if (!known || first[1] != shape.rows() || first[2] != shape.dim()) {
      throw Sections.damaged(
          "the index is damaged: it must hold %d rows of dimension %d in version %d, got %d of %d in version %d"
              .formatted(
                  shape.rows(),
                  shape.dim(),
                  versions[versions.length - 1],
                  first[1],
                  first[2],
                  first[0]));
    }
    int nodes = first[7];
    if (nodes < Math.min(1, shape.rows()) || nodes > shape.rows()) {
      throw Sections.damaged(
          "the index is damaged: it must have 1 to %d nodes, got %d"
              .formatted(shape.rows(), nodes));
    }
    int layers = first[6];
    if (layers < 0 || layers > MOST_LAYERS) {
      throw Sections.damaged(
          "the index is damaged: it must have at most %d layers, got %d"
              .formatted(MOST_LAYERS, layers));
    }
    int[] upper = new int[layers];
    int below = nodes;
    for (int i = 0; i < layers; i++) {
      upper[i] = section.get(PdxLists.INT, LAYERS + (long) i * Integer.BYTES);
      if (upper[i] <= 0 || upper[i] > below) {
        throw Sections.damaged(
            "the index is damaged: layer %d must have 1 to %d nodes, got %d"
                .formatted(i + 1, below, upper[i]));
      }
      below = upper[i];
    }
    GraphFacts facts =
        new GraphFacts(
            first[0],
            first[1],
            first[2],
            nodes,
            first[3],
            first[4],
            first[5],
            upper,
            section.get(PdxLists.DOUBLE, RESIDUAL));
    if (facts.width < 0 || facts.upperWidth < 0) {
      throw Sections.damaged(
          "the index is damaged: widths must not be negative, got " + Arrays.toString(first));
    }
    if (nodes == 0 ? facts.entry != -1 : facts.entry < 0 || facts.entry >= nodes) {
      throw Sections.damaged("the index is damaged: entry must be a node, got " + facts.entry);
    }
    if (!(facts.residual >= 0)) {
      throw Sections.damaged(
          "the index is damaged: residual must not be negative, got " + facts.residual);
    }
    return facts;
  }
}
