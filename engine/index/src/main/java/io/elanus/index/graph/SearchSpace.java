package io.elanus.index.graph;

import io.elanus.index.SearchTask;

/** The vectors of an opened graph: all that a search depends on besides links. */
sealed interface SearchSpace permits CodedRows, BitNodes {
  int rows();

  /**
   * The row of a node.
   *
   * @throws io.elanus.base.ElanusException DAMAGED_DATA where the file names none
   */
  int row(int node);

  /** Makes the queries of a search ready. */
  SpaceQueries queries(SearchTask task);

  /** The queries of a search; safe for concurrent use. */
  interface SpaceQueries {
    SpaceQuery at(int query);
  }
}
