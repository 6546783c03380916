package io.elanus.index.graph.build;

import io.elanus.index.graph.search.BeamSearch;
import io.elanus.index.graph.search.Members;
import io.elanus.index.graph.search.Scorer;
import java.util.List;

/**
 * A graph that is linked and waits to be written.
 *
 * @param links of the lowest layer
 * @param width places for neighbours of a node in the lowest layer of the file
 * @param entry the node that a search starts from; -1 where there is none
 * @param upper the upper layers, the lowest first, which number their nodes alike
 * @param upperWidth places for neighbours of a node in the upper layers
 * @param members the node behind each node of the upper layers
 */
public record BuiltGraph(
    BuildLinks links, int width, int entry, List<BuildLinks> upper, int upperWidth, int[] members) {
  /** Goes down through the upper layers and returns the node of the lowest where that ends. */
  public int descend(BeamSearch beam, Scorer scorer) {
    if (upper.isEmpty()) {
      return entry;
    }
    Members above = new Members(members);
    Scorer there = (nodes, count, into) -> scorer.score(above.of(nodes, count), count, into);
    return above.of(beam.descend(upper.reversed(), there));
  }
}
