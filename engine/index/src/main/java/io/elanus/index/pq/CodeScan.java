package io.elanus.index.pq;

import io.elanus.base.Cancellation;
import io.elanus.index.RowFilter;
import io.elanus.index.panel.Queries;
import io.elanus.kernels.TopCandidates;

/** Finds the rows whose codes are nearest, with distances to the vectors that they stand for. */
final class CodeScan extends PqScan<TopCandidates> {
  private final int k;
  private final int capacity;
  private final short[] sums = new short[STEP * LANES];
  private final long[] masks = new long[STEP];
  private Reservoir bounds;

  CodeScan(PqLists lists, Queries queries, int k, RowFilter filter, Cancellation cancellation) {
    super(lists, queries, filter, cancellation);
    this.k = k;
    // A few more than asked for, as float distances order almost equal ones wrongly.
    this.capacity = (int) Math.min(lists.rows(), k + 6L + k / 16);
  }

  @Override
  TopCandidates empty() {
    return new TopCandidates(capacity, Float.POSITIVE_INFINITY);
  }

  @Override
  void reset(TopCandidates candidates) {
    candidates.reset();
  }

  @Override
  float threshold(TopCandidates candidates) {
    return candidates.threshold();
  }

  @Override
  void push(TopCandidates candidates, float distance, int position) {
    candidates.push(distance, lists.row(position), position);
  }

  @Override
  TopCandidates nearest(int query, TopCandidates candidates) {
    TopCandidates best = new TopCandidates(k, Float.POSITIVE_INFINITY);
    for (int i = 0; i < candidates.size(); i++) {
      int position = candidates.slotAt(i);
      double distance = exactDistance(query, position);
      best.push((float) distance, TopCandidates.row(candidates.keyAt(i)), position);
    }
    return best;
  }

  @Override
  void scanBlocks(int list, int block, int count, double distance, Asked<TopCandidates> asked) {
    QueryTables tables = asked.tables();
    TopCandidates top = asked.candidates();
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
    float threshold = top.threshold();
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

  private void sum(QueryTables tables, int block, int count) {
    long offset = lists.blockOffset(block);
    if (lists.shape().width() == CodeShape.Width.NIBBLE) {
      int pairs = lists.shape().pairs();
      kernels.sumNibbles(tables.rounded(), lists.codes(), offset, count, pairs, sums);
    } else {
      kernels.sumBytes(tables.rounded(), lists.codes(), offset, count, tableCount, sums);
    }
  }

  /** A distance that as many vectors of these blocks as are wanted do not exceed. */
  private float bound(QueryTables tables, double least, int block, int first, int size) {
    if (size <= capacity) {
      return Float.POSITIVE_INFINITY;
    }
    if (bounds == null) {
      bounds = new Reservoir(capacity);
    }
    bounds.reset();
    for (int i = 0; i < size; i++) {
      double most = least + (double) tables.scale() * (sums[i] + tableCount + 1);
      if (lists.bias() != null) {
        most += lists.bias(block + i / LANES, i % LANES);
      }
      if (most < bounds.threshold() && accepts(first + i)) {
        bounds.push(Math.nextUp((float) most), i);
      }
    }
    bounds.settle();
    return bounds.threshold();
  }

  private void offer(
      QueryTables tables, double distance, int block, int lane, int position, TopCandidates top) {
    double sum = distance + tables.sum(lists.blockOffset(block), lane);
    float total = (float) (sum + bias(tables, block, lane));
    if (!(total > top.threshold()) && accepts(position)) {
      push(top, total, position);
    }
  }
}
