package io.elanus.index.graph.file;

import io.elanus.index.SearchTask;
import io.elanus.index.graph.search.NodeRows;

/** The vectors of an opened graph: all that a search depends on besides links. */
public interface SearchSpace {
  int rows();

  /** Which rows stand behind each node. */
  NodeRows nodes();

  /**
   * What {@link SpaceQuery#scorer} wants to know of the nodes of a layer.
   *
   * @param members the node behind each of them; null where each is itself
   */
  int[] scored(int[] members);

  /** Makes the queries of a search ready. */
  SpaceQueries queries(SearchTask task);

  /** The queries of a search; safe for concurrent use. */
  interface SpaceQueries {
    SpaceQuery at(int query);
  }
}
