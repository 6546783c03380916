package io.elanus.index;

/**
 * An index as its callers see it: the one place that knows what a filter means for a search.
 *
 * <p>Where a filter accepts so few rows that to compare each of them takes no longer than a search
 * of the index, they are compared, and the answer is exact. Else the filter works inside the index,
 * which goes on until it has as many hits as there are rows to accept; where it gives up, the
 * accepted rows are compared after all. So a search finds min(k, accepted) rows, but that a range
 * may leave out some.
 *
 * @param index what was built
 * @param exact compares all rows, or those of a filter
 * @param rows how many there are
 */
public record FilteredIndex(Inside index, VectorIndex exact, int rows) implements VectorIndex {
  /** Rows up to this number are always compared: they are read in some ten microseconds. */
  private static final int FEW = 256;

  /** Codes of as many rows are scanned in the time in which a row that lies anywhere is read. */
  private static final int SCANNED = 16;

  /** An index without the outside. */
  public interface Inside extends VectorIndex {
    /**
     * How many rows can be compared, one after another, in the time of a search.
     *
     * @param task whose filter is null where all rows are accepted
     */
    long comparable(SearchTask task);

    /**
     * {@inheritDoc}
     *
     * @param task whose filter accepts some rows, but not all, or is null
     * @return hits of each query, or {@link Hits#leave} for those that are to be compared with all
     *     accepted rows
     */
    @Override
    Hits search(SearchTask task);
  }

  @Override
  public Hits search(SearchTask given) {
    given.cancellation().check();
    RowFilter filter = given.filter();
    boolean all = filter == null || filter.accepted() == rows;
    SearchTask task = all ? given.accepting(null) : given;
    int accepted = task.accepted(rows);
    if (Math.min(accepted, task.k()) == 0) {
      return task.newHits();
    }
    if (accepted <= Math.max(all ? 0 : FEW, index.comparable(task))) {
      return exact.search(task);
    }
    Hits hits = index.search(task);
    int[] left = hits.left();
    if (left.length > 0) {
      Hits compared = exact.search(task.some(left));
      for (int i = 0; i < left.length; i++) {
        hits.copy(left[i], task.k(), compared, i);
      }
    }
    return hits;
  }

  /**
   * How many rows can be compared one after another while some are scanned as they lie.
   *
   * @param scanned how many
   */
  public static long whileScanning(long scanned) {
    return scanned / SCANNED;
  }
}
