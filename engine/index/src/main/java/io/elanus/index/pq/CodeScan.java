package io.elanus.index.pq;

import io.elanus.api.index.DistanceRange;
import io.elanus.index.RangeCandidates;
import io.elanus.index.SearchTask;
import io.elanus.index.lists.PreparedQueries;
import io.elanus.kernels.TopK;

/**
 * Finds the rows whose codes are nearest, with distances to the vectors that they stand for. Float
 * distances leave out what certainly lies outside the range of the search; those in double
 * precision decide.
 */
final class CodeScan extends PqScan<TopK> {
  private final int k;
  private final DistanceRange range;
  private final boolean unbounded;
  private final int capacity;
  private final short[] sums = new short[STEP * LANES];
  private final long[] masks = new long[STEP];
  private Reservoir bounds;

  CodeScan(PqLists lists, PreparedQueries queries, int k, SearchTask task) {
    super(lists, queries, task.filter(), task.cancellation());
    this.k = k;
    this.range = task.range();
    this.unbounded = range.equals(DistanceRange.ALL);
    // A few more than asked for, as float distances order almost equal ones wrongly.
    this.capacity = (int) Math.min(lists.rows(), k + 6L + k / 16);
  }

  @Override
  TopK empty() {
    return new TopK(capacity, Float.POSITIVE_INFINITY);
  }

  @Override
  void reset(TopK candidates) {
    candidates.reset();
  }

  /** Also where so many candidates lie outside the range that others may have been in it. */
  @Override
  boolean isDoubtful(Asked<TopK> asked, TopK best) {
    TopK candidates = asked.candidates();
    return asked.tables().isDoubtful(candidates.threshold(), best.threshold())
        || candidates.full() && !best.full() && candidates.size() < lists.rows();
  }

  @Override
  boolean widen(TopK candidates, TopK best) {
    return false;
  }

  @Override
  int tooNear(TopK candidates, TopK best) {
    return candidates.tooNear() + best.tooNear();
  }

  @Override
  void push(TopK candidates, float distance, int position) {
    if (range.contains(distance)) {
      candidates.push(distance, lists.row(position), position);
    }
  }

  @Override
  TopK nearest(int query, TopK candidates) {
    TopK best = RangeCandidates.of(range, k);
    for (int i = 0; i < candidates.size(); i++) {
      int position = candidates.slotAt(i);
      double distance = exactDistance(query, position);
      best.push((float) distance, TopK.row(candidates.keyAt(i)), position);
    }
    return best;
  }

  @Override
  void scanBlocks(int list, int block, int count, double distance, Asked<TopK> asked) {
    AdcTables tables = asked.tables();
    TopK top = asked.candidates();
    int first = position(list, block);
    int size = size(list, block, count);
    if (lists.shape().width() == CodeShape.Width.SHORT) {
      for (int i = 0; i < size; i++) {
        offer(tables, distance, block + i / LANES, i % LANES, first + i, top);
      }
      return;
    }
    sum(tables, block, count);
    double least = distance + tables.lowest();
    double threshold = top.threshold();
    if (!unbounded) {
      threshold = Math.min(threshold, range.farthest() + tables.error());
    }
    if (!top.full()) {
      threshold = Math.min(threshold, bound(tables, least, block, first, size));
    }
    select(tables, sums, block, count, threshold - least, 0, masks);
    for (int i = 0; i < count; i++) {
      long mask = present(masks[i], size - i * LANES);
      for (; mask != 0; mask &= mask - 1) {
        int lane = Long.numberOfTrailingZeros(mask);
        offer(tables, distance, block + i, lane, first + i * LANES + lane, top);
      }
    }
  }

  private void sum(AdcTables tables, int block, int count) {
    long offset = lists.blockOffset(block);
    if (lists.shape().width() == CodeShape.Width.NIBBLE) {
      int pairs = lists.shape().pairs();
      kernels.sumNibbles(tables.rounded(), lists.codes(), offset, count, pairs, sums);
    } else {
      kernels.sumBytes(tables.rounded(), lists.codes(), offset, count, tableCount, sums);
    }
  }

  /** A distance that as many vectors of these blocks as are wanted do not exceed. */
  private float bound(AdcTables tables, double origin, int block, int first, int size) {
    if (size <= capacity) {
      return Float.POSITIVE_INFINITY;
    }
    if (bounds == null) {
      bounds = new Reservoir(capacity);
    }
    bounds.reset();
    double nearest = range.nearest() + tables.error();
    for (int i = 0; i < size; i++) {
      double most = origin + (double) tables.scale() * (sums[i] + tableCount + 1);
      if (lists.bias() != null) {
        most += lists.bias(block + i / LANES, i % LANES);
      }
      // What may be nearer than the range says nothing about those in it.
      double least = most - (double) tables.scale() * (tableCount + 2);
      if (most < bounds.threshold() && !(least < nearest) && accepts(first + i)) {
        bounds.push(Math.nextUp((float) most), i);
      }
    }
    bounds.settle();
    return bounds.threshold();
  }

  private void offer(
      AdcTables tables, double distance, int block, int lane, int position, TopK top) {
    double sum = distance + tables.sum(lists.blockOffset(block), lane);
    float total = (float) (sum + bias(tables, block, lane));
    if (!(total > top.threshold())
        && (unbounded || mayLieInRange(tables, total, top))
        && accepts(position)) {
      top.push(total, lists.row(position), position);
    }
  }

  private boolean mayLieInRange(AdcTables tables, float total, TopK top) {
    double error = tables.error();
    if (total < range.nearest() - error) {
      top.noteTooNear(1);
      return false;
    }
    return !(total > range.farthest() + error);
  }
}
