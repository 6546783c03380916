package io.elanus.index.graph.file;

import io.elanus.index.FilteredIndex;
import io.elanus.index.Hits;
import io.elanus.index.SearchTask;
import io.elanus.index.graph.search.BeamSearch;
import io.elanus.index.graph.search.TerminationTable;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * An opened graph index.
 *
 * @param lowest the nodes of the lowest layer, as {@link SearchSpace#scored} has them
 * @param upper the nodes of the upper layers, in the same way
 * @param entry the node from which every other one can be reached; -1 where there are no rows
 * @param terminations how far a search goes that may keep so many
 * @param beams idle ones, for the next search
 */
public record GraphIndex(
    SearchSpace space,
    int[] lowest,
    int[] upper,
    int entry,
    LinkSections graph,
    TerminationTable terminations,
    Queue<BeamSearch> beams)
    implements FilteredIndex.Inside {
  public GraphIndex(
      SearchSpace space, int entry, LinkSections graph, TerminationTable terminations) {
    this(
        space,
        space.scored(null),
        space.scored(graph.upperNodes()),
        entry,
        graph,
        terminations,
        new ConcurrentLinkedQueue<>());
  }

  @Override
  public long comparable(SearchTask task) {
    return GraphSearch.comparable(this, task);
  }

  @Override
  public Hits search(SearchTask task) {
    return new GraphSearch(this, task).run();
  }
}
