package io.elanus.index.flat;

import io.elanus.index.FilteredIndex;
import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.SearchTask;
import io.elanus.index.lists.PreparedQueries;
import io.elanus.index.sq8.Sq8Lists;
import io.elanus.index.sq8.Sq8Search;

/** An opened FLAT index. */
record FlatIndex(Sq8Lists lists, FloatRows rows) implements FilteredIndex.Inside {
  @Override
  public long comparable(SearchTask task) {
    return task.filter() == null ? 0 : FilteredIndex.whileScanning(rows.count());
  }

  @Override
  public Hits search(SearchTask task) {
    PreparedQueries queries =
        PreparedQueries.of(task.floats(), task.queryCount(), lists.dim(), lists.metric());
    return Sq8Search.search(lists, rows, task, queries, null);
  }
}
