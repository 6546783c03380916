package io.elanus.index.pq;

import io.elanus.base.Cancellation;
import io.elanus.index.MetricType;
import io.elanus.index.RowFilter;
import io.elanus.index.panel.Queries;
import io.elanus.kernels.CodeKernels;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.PanelKernels;
import io.elanus.kernels.TopCandidates;

/** Scans lists of codes for one query at a time; scratch memory of one thread. */
final class PqScan {
  private static final int LANES = CodeKernels.LANES;

  /** Blocks whose sums are looked at together. */
  private static final int STEP = 32;

  private final PqLists lists;
  private final boolean roughly;
  private final RowFilter filter;
  private final Cancellation cancellation;
  private final int tableCount;
  private final CodeKernels kernels = Kernels.codes();
  private final PanelKernels panelKernels = Kernels.best();
  private final short[] sums = new short[STEP * LANES];
  private final long[] masks = new long[STEP];
  private final float[] query;
  private final float[] base = new float[1];
  private TopCandidates bounds;

  /**
   * @param roughly whether candidates need no more than the middle of the range that their distance
   *     is known to lie in
   */
  PqScan(PqLists lists, boolean roughly, RowFilter filter, Cancellation cancellation) {
    this.lists = lists;
    this.roughly = roughly;
    this.filter = filter;
    this.cancellation = cancellation;
    this.tableCount = lists.shape().tables();
    this.query = new float[lists.shape().dim()];
  }

  /** Chooses the query that the next scans are for. */
  void start(Queries queries, int number) {
    System.arraycopy(queries.values(), number * query.length, query, 0, query.length);
  }

  /** Offers the vectors of a list, with their positions for slots. */
  void scan(QueryTables tables, int list, TopCandidates top) {
    double distance = base(list);
    tables.noteBase(distance);
    int end = lists.blockStarts()[list + 1];
    for (int block = lists.blockStarts()[list]; block < end; block += STEP) {
      cancellation.check();
      int count = Math.min(STEP, end - block);
      int first = lists.starts()[list] + (block - lists.blockStarts()[list]) * LANES;
      int size = Math.min(count * LANES, lists.starts()[list + 1] - first);
      if (lists.shape().width() == CodeShape.Width.SHORT) {
        scanExactly(tables, distance, block, first, size, top);
      } else {
        scanRounded(tables, distance, block, count, first, size, top);
      }
    }
  }

  /**
   * Offers the vectors of a list by their distances in double precision, which takes many times as
   * long.
   */
  void scanInDouble(int list, TopCandidates top) {
    int end = lists.starts()[list + 1];
    for (int position = lists.starts()[list]; position < end; position++) {
      if (position % LANES == 0) {
        cancellation.check();
      }
      if (accepts(position)) {
        double distance = lists.exactDistance(query, 0, position);
        top.push((float) distance, lists.row(position), position);
      }
    }
  }

  private double base(int list) {
    long offset = (long) list * query.length * Float.BYTES;
    if (lists.metric() == MetricType.L2) {
      panelKernels.squaredDistances(query, lists.origins(), offset, 1, query.length, base);
      return base[0];
    }
    panelKernels.innerProducts(query, lists.origins(), offset, 1, query.length, base);
    return -base[0];
  }

  private void scanExactly(
      QueryTables tables, double distance, int block, int first, int size, TopCandidates top) {
    for (int i = 0; i < size; i++) {
      offer(tables, distance, block + i / LANES, i % LANES, first + i, top);
    }
  }

  private void scanRounded(
      QueryTables tables,
      double distance,
      int block,
      int count,
      int first,
      int size,
      TopCandidates top) {
    long offset = lists.blockOffset(block);
    if (lists.shape().width() == CodeShape.Width.NIBBLE) {
      int pairs = lists.shape().pairs();
      kernels.sumNibbles(tables.rounded(), lists.codes(), offset, count, pairs, sums);
    } else {
      kernels.sumBytes(tables.rounded(), lists.codes(), offset, count, tableCount, sums);
    }
    double least = distance + tables.lowest();
    float threshold = top.threshold();
    if (!roughly && !top.full()) {
      threshold = Math.min(threshold, bound(tables, least, block, first, size, top.capacity()));
    }
    select(tables, block, count, threshold - least);
    for (int i = 0; i < count; i++) {
      long mask = masks[i];
      int left = size - i * LANES;
      if (left < LANES) {
        mask &= (1L << left) - 1;
      }
      for (; mask != 0; mask &= mask - 1) {
        int lane = Long.numberOfTrailingZeros(mask);
        int position = first + i * LANES + lane;
        if (roughly) {
          float estimate = estimate(tables, least, block + i, lane, sums[i * LANES + lane]);
          push(estimate, position, top);
        } else {
          offer(tables, distance, block + i, lane, position, top);
        }
      }
    }
  }

  /** Fills in the masks of vectors whose distance may be below {@code least + limit}. */
  private void select(QueryTables tables, int block, int count, double limit) {
    // One level more than the limit allows for the rounding errors of limit and tables.
    double levels = limit / tables.scale() + 1 - (roughly ? 0.5 * tableCount : 0);
    if (lists.bias() == null) {
      int most = (int) Math.clamp(Math.floor(levels), -1, CodeKernels.LARGEST_SUM);
      kernels.atMost(sums, count, most, masks);
    } else {
      // A float has 24 bits; the margin covers what rounding a large limit or bias may lose.
      float most = (float) (levels * tables.scale());
      most += Math.abs(most) * 0x1p-22f;
      long offset = PqLists.biasOffset(block);
      kernels.atMost(sums, count, lists.bias(), offset, tables.scale(), most, masks);
    }
  }

  /** A distance that as many vectors of these blocks as are wanted do not exceed. */
  private float bound(
      QueryTables tables, double least, int block, int first, int size, int wanted) {
    if (size <= wanted) {
      return Float.POSITIVE_INFINITY;
    }
    if (bounds == null) {
      bounds = new TopCandidates(wanted, Float.POSITIVE_INFINITY);
    }
    bounds.reset();
    for (int i = 0; i < size; i++) {
      double most = least + (double) tables.scale() * (sums[i] + tableCount + 1);
      if (lists.bias() != null) {
        most += lists.bias(block + i / LANES, i % LANES);
      }
      if (most < bounds.threshold() && accepts(first + i)) {
        bounds.push(Math.nextUp((float) most), i, i);
      }
    }
    return bounds.threshold();
  }

  private float estimate(QueryTables tables, double least, int block, int lane, int sum) {
    double estimate = least + (double) tables.scale() * (sum + 0.5 * tableCount);
    return (float) (estimate + bias(tables, block, lane));
  }

  private void offer(
      QueryTables tables, double distance, int block, int lane, int position, TopCandidates top) {
    double sum = distance + tables.sum(lists.blockOffset(block), lane);
    push((float) (sum + bias(tables, block, lane)), position, top);
  }

  private float bias(QueryTables tables, int block, int lane) {
    if (lists.bias() == null) {
      return 0;
    }
    float bias = lists.bias(block, lane);
    tables.noteBias(bias);
    return bias;
  }

  private void push(float distance, int position, TopCandidates top) {
    if (!(distance > top.threshold()) && accepts(position)) {
      top.push(distance, lists.row(position), position);
    }
  }

  private boolean accepts(int position) {
    return filter == null || filter.accepts(lists.row(position));
  }
}
