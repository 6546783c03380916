package io.elanus.index.pq;

import io.elanus.api.index.DistanceRange;
import io.elanus.index.FloatRows;
import io.elanus.index.RangeCandidates;
import io.elanus.index.SearchTask;
import io.elanus.index.lists.PreparedQueries;
import io.elanus.kernels.TopK;
import java.util.List;

/**
 * Finds rows whose codes are near, for which the middle of the range that a distance is known to
 * lie in is good enough, and puts them in order by the rows themselves. For codes of 4 bits.
 *
 * <p>Where the range of a search leaves out near rows and more seem to lie there than were kept,
 * the errors of those that were measured say how far beyond the bounds others may lie that are in
 * the range, and candidates are looked for again until they reach so far.
 */
final class RoughScan extends PqScan<RoughCandidates> {
  private static final int QUERIES = 4;

  /** Of errors of distances so many times their root mean square or more are rare. */
  private static final double RARE = 2;

  private final int k;
  private final DistanceRange range;
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
      PreparedQueries queries,
      int k,
      int reordered,
      FloatRows rows,
      SearchTask task) {
    super(lists, queries, task.filter(), task.cancellation());
    this.range = task.range();
    for (int i = 0; i < Math.min(QUERIES, queries.count()); i++) {
      sums[i] = new short[STEP * LANES];
    }
    this.k = k;
    this.capacity = Math.min(lists.rows(), Math.max(k, reordered));
    this.reorder = new Reorder(rows, lists.metric());
  }

  @Override
  RoughCandidates empty() {
    return new RoughCandidates(capacity, range.nearest());
  }

  @Override
  void reset(RoughCandidates candidates) {
    candidates.reset();
  }

  @Override
  boolean isDoubtful(Asked<RoughCandidates> asked, TopK best) {
    return asked.tables().isDoubtful(asked.candidates().threshold(), best.threshold());
  }

  @Override
  boolean widen(RoughCandidates candidates, TopK best) {
    Reservoir kept = candidates.kept();
    Reservoir nearer = candidates.nearer();
    if (nearer == null || !nearer.full() || kept.capacity() >= lists.rows()) {
      return false;
    }
    double error = RARE * reorder.error();
    boolean reached =
        -nearer.threshold() < range.nearest() - error
            && (!kept.full() || kept.threshold() > best.threshold() + error);
    if (!reached) {
      candidates.widen(lists.rows());
    }
    return !reached;
  }

  @Override
  int tooNear(RoughCandidates candidates, TopK best) {
    return best.tooNear();
  }

  @Override
  void push(RoughCandidates candidates, float distance, int position) {
    candidates.push(distance, position);
  }

  @Override
  TopK nearest(int query, RoughCandidates candidates) {
    candidates.settle();
    TopK best = RangeCandidates.of(range, k);
    reorder.ask(queries, query);
    reorder.offer(lists, candidates.kept(), 1, best);
    if (candidates.nearer() != null) {
      reorder.offer(lists, candidates.nearer(), -1, best);
    }
    return best;
  }

  @Override
  void scanBlocks(int list, int block, int count, double distance, Asked<RoughCandidates> asked) {
    byte[] tables = asked.tables().rounded();
    int pairs = lists.shape().pairs();
    kernels.sumNibbles(tables, lists.codes(), lists.blockOffset(block), count, pairs, sums[0]);
    offer(list, block, count, distance, asked, sums[0]);
  }

  /** Four queries at a time share the codes. */
  @Override
  void scan(
      int list, int[] members, int from, int to, List<Asked<RoughCandidates>> chunk, int start) {
    int end = from + (to - from & -QUERIES);
    for (int i = from; i < end; i += QUERIES) {
      scanTogether(list, members, i, chunk, start);
    }
    super.scan(list, members, end, to, chunk, start);
  }

  private void scanTogether(
      int list, int[] members, int from, List<Asked<RoughCandidates>> chunk, int start) {
    for (int i = 0; i < QUERIES; i++) {
      Asked<RoughCandidates> asked = chunk.get(members[from + i] - start);
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
        Asked<RoughCandidates> asked = chunk.get(members[from + i] - start);
        offer(list, block, count, distances[i], asked, sums[i]);
      }
    }
  }

  private void offer(
      int list, int block, int count, double distance, Asked<RoughCandidates> asked, short[] sums) {
    AdcTables tables = asked.tables();
    RoughCandidates candidates = asked.candidates();
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
    candidates.kept().settleSometimes();
  }
}
