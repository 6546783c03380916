package io.elanus.index.pq;

import io.elanus.api.index.MetricType;
import io.elanus.base.Cancellation;
import io.elanus.index.RowFilter;
import io.elanus.index.lists.PreparedQueries;
import io.elanus.kernels.FastScanKernels;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.PdxKernels;
import io.elanus.kernels.TopK;
import java.util.List;

/**
 * Scans lists of codes; scratch memory of one thread.
 *
 * @param <C> the candidates of a query
 */
abstract class PqScan<C> {
  static final int LANES = FastScanKernels.LANES;

  /** Blocks whose sums are looked at together. */
  static final int STEP = 32;

  final PqLists lists;
  final PreparedQueries queries;
  final int tableCount;
  final FastScanKernels kernels = Kernels.codes();
  final Cancellation cancellation;
  private final RowFilter filter;
  private final PdxKernels blockKernels = Kernels.best();
  private final float[] query;
  private final float[] base = new float[1];

  /** A query, what its distances are summed up from and what was found for it. */
  record Asked<C>(int number, AdcTables tables, C candidates) {}

  PqScan(PqLists lists, PreparedQueries queries, RowFilter filter, Cancellation cancellation) {
    this.lists = lists;
    this.queries = queries;
    this.filter = filter;
    this.cancellation = cancellation;
    this.tableCount = lists.shape().tables();
    this.query = new float[lists.shape().dim()];
  }

  /** Candidates that hold nothing yet. */
  abstract C empty();

  abstract void reset(C candidates);

  /** The rows that are nearest of the candidates, by distances in double precision. */
  abstract TopK nearest(int query, C candidates);

  /**
   * Whether rounding errors may have kept a nearer vector from the candidates.
   *
   * @param best the nearest of the candidates
   */
  abstract boolean isDoubtful(Asked<C> asked, TopK best);

  /** How many of the vectors that were looked at are nearer than the range. */
  abstract int tooNear(C candidates, TopK best);

  /** Offers a vector that passes the filter, by its distance in double precision. */
  abstract void push(C candidates, float distance, int position);

  /**
   * Whether candidates must be looked for once more, as {@link #nearest} had to leave out too many;
   * they are empty then, and have more room.
   *
   * @param best what it found
   */
  abstract boolean widen(C candidates, TopK best);

  /**
   * Offers the vectors of some blocks of a list.
   *
   * @param distance of the query to the origin of the list
   */
  abstract void scanBlocks(int list, int block, int count, double distance, Asked<C> asked);

  /** Offers the vectors of a list to one query. */
  final void scan(int list, Asked<C> asked) {
    double distance = base(asked, list);
    for (int block = firstBlock(list); block < endBlock(list); block += STEP) {
      cancellation.check();
      int count = Math.min(STEP, endBlock(list) - block);
      scanBlocks(list, block, count, distance, asked);
    }
  }

  /**
   * Offers the vectors of a list to several queries.
   *
   * @param members the numbers of the queries, from {@code from} to {@code to}
   * @param chunk queries from number {@code start} on
   */
  void scan(int list, int[] members, int from, int to, List<Asked<C>> chunk, int start) {
    for (int i = from; i < to; i++) {
      scan(list, chunk.get(members[i] - start));
    }
  }

  final int firstBlock(int list) {
    return lists.blockStarts()[list];
  }

  final int endBlock(int list) {
    return lists.blockStarts()[list + 1];
  }

  /** The position of the first vector of a block of a list. */
  final int position(int list, int block) {
    return lists.starts()[list] + (block - firstBlock(list)) * LANES;
  }

  /** How many vectors some blocks of a list hold. */
  final int size(int list, int block, int count) {
    return Math.min(count * LANES, lists.starts()[list + 1] - position(list, block));
  }

  /**
   * Offers the vectors of a list by their distances in double precision, which takes many times as
   * long.
   */
  final void scanInDouble(int number, int list, C candidates) {
    int end = lists.starts()[list + 1];
    for (int position = lists.starts()[list]; position < end; position++) {
      if (position % LANES == 0) {
        cancellation.check();
      }
      if (accepts(position)) {
        push(candidates, (float) exactDistance(number, position), position);
      }
    }
  }

  /** The distance of a query to the vector that the codes at a position stand for. */
  final double exactDistance(int number, int position) {
    return lists.exactDistance(queries.values(), number * query.length, position);
  }

  /** The distance of a query to the origin of a list. */
  final double base(Asked<C> asked, int list) {
    long offset = (long) list * query.length * Float.BYTES;
    System.arraycopy(queries.values(), asked.number() * query.length, query, 0, query.length);
    if (lists.metric() == MetricType.L2) {
      blockKernels.squaredDistances(query, lists.origins(), offset, 1, query.length, base);
    } else {
      blockKernels.innerProducts(query, lists.origins(), offset, 1, query.length, base);
      base[0] = -base[0];
    }
    asked.tables().noteBase(base[0]);
    return base[0];
  }

  /**
   * Fills in the masks of vectors whose distance may be below {@code least + limit}.
   *
   * @param taken how many levels of a sum are certainly not needed for that
   */
  final void select(
      AdcTables tables,
      short[] sums,
      int block,
      int count,
      double limit,
      double taken,
      long[] masks) {
    // One level more than the limit allows for the rounding errors of limit and tables.
    double levels = limit / tables.scale() + 1 - taken;
    if (lists.bias() == null) {
      int most = (int) Math.clamp(Math.floor(levels), -1, FastScanKernels.LARGEST_SUM);
      kernels.atMost(sums, count, most, masks);
    } else {
      // A float has 24 bits; the margin covers what rounding a large limit or bias may lose.
      float most = (float) (levels * tables.scale());
      most += Math.abs(most) * 0x1p-22f;
      long offset = PqLists.biasOffset(block);
      kernels.atMost(sums, count, lists.bias(), offset, tables.scale(), most, masks);
    }
  }

  /** The part of a mask that belongs to vectors when only some are left. */
  static long present(long mask, int left) {
    return left < LANES ? mask & (1L << left) - 1 : mask;
  }

  final float bias(AdcTables tables, int block, int lane) {
    if (lists.bias() == null) {
      return 0;
    }
    float bias = lists.bias(block, lane);
    tables.noteBias(bias);
    return bias;
  }

  final boolean accepts(int position) {
    return filter == null || filter.accepts(lists.row(position));
  }
}
