package io.elanus.index.flat;

import io.elanus.index.Hits;
import io.elanus.index.SearchTask;
import io.elanus.index.VectorIndex;
import io.elanus.index.panel.PanelLists;
import io.elanus.index.panel.PanelSearch;
import io.elanus.index.panel.Queries;

/** An opened FLAT index. */
record FlatIndex(PanelLists lists) implements VectorIndex {
  @Override
  public Hits search(SearchTask task) {
    Queries queries = Queries.of(task.floats(), task.queryCount(), lists.dim(), lists.metric());
    return PanelSearch.search(lists, task, queries, null);
  }
}
