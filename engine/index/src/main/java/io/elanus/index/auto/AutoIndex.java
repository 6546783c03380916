package io.elanus.index.auto;

import io.elanus.index.Hits;
import io.elanus.index.IndexShape;
import io.elanus.index.SearchParameters;
import io.elanus.index.SearchTask;
import io.elanus.index.VectorIndex;

/**
 * An opened AUTOINDEX, which turns its level into the search parameters of the index inside.
 *
 * @param shape of the index inside
 */
record AutoIndex(IndexShape shape, VectorIndex index) implements VectorIndex {
  /** Candidates of a search of a graph at level 1; twice as many at each further level. */
  private static final int FEWEST_CANDIDATES = 48;

  /** Of how many lists one is looked into at level 1; half as many at each further level. */
  private static final int LISTS_PER_PROBE = 64;

  @Override
  public Hits search(SearchTask task) {
    return index.search(
        new SearchTask(
            task.queries(),
            task.k(),
            parameters(task.parameters(SearchParameters.Auto.class).level(), task.k()),
            task.filter(),
            task.range(),
            task.threads(),
            task.executor(),
            task.cancellation()));
  }

  private SearchParameters parameters(int level, int k) {
    return switch (shape.type()) {
      case HNSW -> new SearchParameters.Hnsw(Math.max(k, FEWEST_CANDIDATES << (level - 1)));
      case IVF_FLAT, BIN_IVF_FLAT -> {
        int perProbe = Math.max(1, LISTS_PER_PROBE >> (level - 1));
        yield new SearchParameters.Ivf(Math.max(1, shape.nlist() / perProbe));
      }
      case FLAT, BIN_FLAT -> new SearchParameters.None();
      case IVF_SQ8, IVF_PQ, SCANN, DISKANN, RNSG, GPU_IVF_FLAT, GPU_IVF_PQ, AUTOINDEX ->
          throw new IllegalStateException("AUTOINDEX never chooses " + shape.type());
    };
  }
}
