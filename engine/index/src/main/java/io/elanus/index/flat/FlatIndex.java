package io.elanus.index.flat;

import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.SearchTask;
import io.elanus.index.VectorIndex;
import io.elanus.index.codes.CodeLists;
import io.elanus.index.codes.CodeSearch;
import io.elanus.index.panel.Queries;

/** An opened FLAT index. */
record FlatIndex(CodeLists lists, FloatRows rows) implements VectorIndex {
  @Override
  public Hits search(SearchTask task) {
    Queries queries = Queries.of(task.floats(), task.queryCount(), lists.dim(), lists.metric());
    return CodeSearch.search(lists, rows, task, queries, null);
  }
}
