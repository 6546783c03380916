package io.elanus.index.flat;

import io.elanus.index.FilteredIndex;
import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.SearchTask;
import io.elanus.index.codes.ByteLists;
import io.elanus.index.codes.ByteSearch;
import io.elanus.index.panel.Queries;

/** An opened FLAT index. */
record FlatIndex(ByteLists lists, FloatRows rows) implements FilteredIndex.Inside {
  @Override
  public long comparable(SearchTask task) {
    return task.filter() == null ? 0 : FilteredIndex.whileScanning(rows.count());
  }

  @Override
  public Hits search(SearchTask task) {
    Queries queries = Queries.of(task.floats(), task.queryCount(), lists.dim(), lists.metric());
    return ByteSearch.search(lists, rows, task, queries, null);
  }
}
