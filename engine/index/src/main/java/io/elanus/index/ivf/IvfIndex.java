package io.elanus.index.ivf;

import io.elanus.api.index.MetricType;
import io.elanus.index.FilteredIndex;
import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.IndexShape;
import io.elanus.index.SearchParameters;
import io.elanus.index.SearchTask;
import io.elanus.index.SectionSource;
import io.elanus.index.VectorIndex;
import io.elanus.index.flat.UnindexedRows;
import io.elanus.index.lists.ListRanking;
import io.elanus.index.lists.PdxLists;
import io.elanus.index.lists.PreparedQueries;
import io.elanus.index.lists.ProbeRounds;
import io.elanus.index.pq.PqLists;
import io.elanus.index.pq.PqSearch;
import io.elanus.index.sq8.Sq8Lists;
import io.elanus.index.sq8.Sq8Search;

/**
 * An opened IVF index over float vectors: queries are ranked against the centres of lists, and the
 * nearest {@code nprobe} lists are looked into. IVF_FLAT, IVF_SQ8, IVF_PQ and SCANN differ in how
 * their {@link Lists} hold vectors.
 *
 * @param centroids one list with the centre of every list of {@code lists}
 */
record IvfIndex(PdxLists centroids, Lists lists) implements FilteredIndex.Inside {
  /** The vectors of an index in their lists. */
  sealed interface Lists {
    /** How many vectors there are. */
    int rows();

    /** How many lists there are. */
    int count();

    MetricType metric();

    /**
     * Finds the nearest rows.
     *
     * @param probes the lists of each query, nearest first
     */
    Hits search(SearchTask task, PreparedQueries queries, int[][] probes);
  }

  /**
   * Codes of a byte for each value: IVF_FLAT and IVF_SQ8.
   *
   * @param exact the vectors that were encoded; null for IVF_SQ8
   */
  record Sq8(Sq8Lists vectors, FloatRows exact) implements Lists {
    @Override
    public int rows() {
      return vectors.rows();
    }

    @Override
    public int count() {
      return vectors.lists();
    }

    @Override
    public MetricType metric() {
      return vectors.metric();
    }

    @Override
    public Hits search(SearchTask task, PreparedQueries queries, int[][] probes) {
      return Sq8Search.search(vectors, exact, task, queries, probes);
    }
  }

  /**
   * Product-quantised codes: IVF_PQ and SCANN.
   *
   * @param exact for exact distances of the best {@code reorder_k} candidates; null for distances
   *     of codes
   */
  record Pq(PqLists vectors, FloatRows exact) implements Lists {
    @Override
    public int rows() {
      return vectors.rows();
    }

    @Override
    public int count() {
      return vectors.lists();
    }

    @Override
    public MetricType metric() {
      return vectors.metric();
    }

    @Override
    public Hits search(SearchTask task, PreparedQueries queries, int[][] probes) {
      return exact == null
          ? PqSearch.search(vectors, task, queries, probes)
          : PqSearch.search(vectors, task, queries, probes, exact, reorderK(task));
    }

    private static int reorderK(SearchTask task) {
      return task.parameters(SearchParameters.Scann.class).reorderK();
    }
  }

  /**
   * Opens the centres that {@link CoarseQuantizer#write} wrote, for lists that are open.
   *
   * @param rows of the segment
   */
  static VectorIndex open(SectionSource sections, IndexShape shape, Lists lists, FloatRows rows) {
    return new FilteredIndex(
        new IvfIndex(CoarseCentroids.open(sections, lists.count(), shape), lists),
        UnindexedRows.of(rows, shape.metric()),
        shape.rows());
  }

  @Override
  public long comparable(SearchTask task) {
    return ProbeRounds.comparable(task, lists.rows(), lists.count(), nprobe(task));
  }

  private int nprobe(SearchTask task) {
    return Math.min(task.nprobe(), lists.count());
  }

  @Override
  public Hits search(SearchTask task) {
    return ProbeRounds.search(task, lists.count(), nprobe(task), this::search);
  }

  private Hits search(SearchTask task, int nprobe, ProbeRounds.Probes probes) {
    PreparedQueries queries =
        PreparedQueries.of(task.floats(), task.queryCount(), centroids.dim(), lists.metric());
    int[][] ranked = ListRanking.nearest(centroids, queries, nprobe, task);
    return lists.search(task, queries, probes.fresh(ranked));
  }
}
