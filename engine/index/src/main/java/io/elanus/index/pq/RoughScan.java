package io.elanus.index.pq;

import io.elanus.base.Cancellation;
import io.elanus.index.FloatRows;
import io.elanus.index.RowFilter;
import io.elanus.index.panel.Queries;
import io.elanus.kernels.TopCandidates;
import java.util.List;

/**
 * Finds rows whose codes are near, for which the middle of the range that a distance is known to
 * lie in is good enough, and puts them in order by the rows themselves. For codes of 4 bits.
 */
final class RoughScan extends PqScan<Reservoir> {
  private static final int QUERIES = 4;

  private final int k;
  private final int capacity;
  private final Reorder reorder;
  private final short[][] sums = new short[QUERIES][];
  private final byte[][] tables = new byte[QUERIES][];
  private final double[] distances = new double[QUERIES];
  private final long[] masks = new long[STEP];

  /**
   * @param reordered of how many candidates distances to rows are computed
   */
  RoughScan(
      PqLists lists,
      Queries queries,
      int k,
      int reordered,
      FloatRows rows,
      RowFilter filter,
      Cancellation cancellation) {
    super(lists, queries, filter, cancellation);
    for (int i = 0; i < Math.min(QUERIES, queries.count()); i++) {
      sums[i] = new short[STEP * LANES];
    }
    this.k = k;
    this.capacity = Math.min(lists.rows(), Math.max(k, reordered));
    this.reorder = new Reorder(rows, lists.metric());
  }

  @Override
  Reservoir empty() {
    return new Reservoir(capacity);
  }

  @Override
  void reset(Reservoir candidates) {
    candidates.reset();
  }

  @Override
  float threshold(Reservoir candidates) {
    return candidates.threshold();
  }

  @Override
  void push(Reservoir candidates, float distance, int position) {
    candidates.push(distance, position);
  }

  @Override
  TopCandidates nearest(int query, Reservoir candidates) {
    candidates.settle();
    TopCandidates best = new TopCandidates(k, Float.POSITIVE_INFINITY);
    reorder.run(lists, queries, query, candidates, best);
    return best;
  }

  @Override
  void scanBlocks(int list, int block, int count, double distance, Asked<Reservoir> asked) {
    byte[] tables = asked.tables().rounded();
    int pairs = lists.shape().pairs();
    kernels.sumNibbles(tables, lists.codes(), lists.blockOffset(block), count, pairs, sums[0]);
    offer(list, block, count, distance, asked, sums[0]);
  }

  /** Four queries at a time share the codes. */
  @Override
  void scan(int list, int[] members, int from, int to, List<Asked<Reservoir>> chunk, int start) {
    int end = from + (to - from & -QUERIES);
    for (int i = from; i < end; i += QUERIES) {
      scanTogether(list, members, i, chunk, start);
    }
    super.scan(list, members, end, to, chunk, start);
  }

  private void scanTogether(
      int list, int[] members, int from, List<Asked<Reservoir>> chunk, int start) {
    for (int i = 0; i < QUERIES; i++) {
      Asked<Reservoir> asked = chunk.get(members[from + i] - start);
      tables[i] = asked.tables().rounded();
      distances[i] = base(asked, list);
    }
    int pairs = lists.shape().pairs();
    for (int block = firstBlock(list); block < endBlock(list); block += STEP) {
      cancellation.check();
      int count = Math.min(STEP, endBlock(list) - block);
      long offset = lists.blockOffset(block);
      kernels.sumNibblesOfFour(tables, lists.codes(), offset, count, pairs, sums);
      for (int i = 0; i < QUERIES; i++) {
        Asked<Reservoir> asked = chunk.get(members[from + i] - start);
        offer(list, block, count, distances[i], asked, sums[i]);
      }
    }
  }

  private void offer(
      int list, int block, int count, double distance, Asked<Reservoir> asked, short[] sums) {
    QueryTables tables = asked.tables();
    Reservoir candidates = asked.candidates();
    int first = position(list, block);
    int size = size(list, block, count);
    double least = distance + tables.lowest();
    double halves = 0.5 * tableCount;
    float threshold = candidates.threshold();
    select(tables, sums, block, count, threshold - least, halves, masks);
    for (int i = 0; i < count; i++) {
      long mask = present(masks[i], size - i * LANES);
      for (; mask != 0; mask &= mask - 1) {
        int lane = Long.numberOfTrailingZeros(mask);
        double levels = sums[i * LANES + lane] + halves;
        double rough = least + tables.scale() * levels + bias(tables, block + i, lane);
        int position = first + i * LANES + lane;
        if (!((float) rough > threshold) && accepts(position)) {
          candidates.push((float) rough, position);
        }
      }
    }
    candidates.settleSometimes();
  }
}
