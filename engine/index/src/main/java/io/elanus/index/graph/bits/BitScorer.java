package io.elanus.index.graph.bits;

import io.elanus.index.BitRows;
import io.elanus.index.binary.BitMetric;
import io.elanus.index.graph.build.NodeScorer;
import io.elanus.index.graph.search.Members;
import io.elanus.kernels.BitKernels;
import io.elanus.kernels.BitLayout;
import io.elanus.kernels.Kernels;

/** Exact distances of a binary vector to rows, which are read where they lie. */
final class BitScorer implements NodeScorer {
  /** Of the bits in which two neighbours differ so many make a vector that lies beside a row. */
  private static final long HALF = 0x5555555555555555L;

  private final BitKernels kernels = Kernels.bestBits();
  private final BitRows rows;
  private final BitMetric metric;
  private final Members members;
  private final long[] query;
  private final long[] zero;
  private int queryOnes;
  private int[] differing = new int[0];
  private int[] ones = new int[0];

  /**
   * @param members the row of each node; null where nodes are rows
   */
  BitScorer(BitRows rows, BitMetric metric, int[] members) {
    this.rows = rows;
    this.metric = metric;
    this.members = new Members(members);
    this.query = new long[BitKernels.words(rows.dim())];
    this.zero = new long[query.length];
  }

  @Override
  public void from(int node) {
    long row = (long) members.of(node) * rows.width();
    for (int w = 0; w < query.length; w++) {
      query[w] = BitLayout.word(rows.values(), row, rows.width(), w);
    }
    queryOnes = BitLayout.ones(query, 0, query.length);
  }

  @Override
  public void beside(int node, int first, int second) {
    from(node);
    long start = (long) members.of(first) * rows.width();
    long end = (long) members.of(second) * rows.width();
    for (int w = 0; w < query.length; w++) {
      long differing =
          BitLayout.word(rows.values(), start, rows.width(), w)
              ^ BitLayout.word(rows.values(), end, rows.width(), w);
      query[w] ^= differing & HALF;
    }
    queryOnes = BitLayout.ones(query, 0, query.length);
  }

  @Override
  public double zero(double greatestNorm) {
    return 0;
  }

  /** Makes a vector the query. */
  void from(long[] vectors, int start) {
    System.arraycopy(vectors, start, query, 0, query.length);
    queryOnes = BitLayout.ones(query, 0, query.length);
  }

  @Override
  public void score(int[] nodes, int count, float[] distances) {
    int[] numbers = members.of(nodes, count);
    if (differing.length < count) {
      differing = new int[count];
      ones = new int[count];
    }
    kernels.scanSome(query, 0, rows.values(), rows.width(), numbers, 0, count, differing);
    if (!metric.needsOnes()) {
      for (int i = 0; i < count; i++) {
        distances[i] = differing[i];
      }
      return;
    }
    // A row differs from zero in the bits that are set. It was read a moment ago: to count them
    // again is cheaper than to keep their number.
    kernels.scanSome(zero, 0, rows.values(), rows.width(), numbers, 0, count, ones);
    for (int i = 0; i < count; i++) {
      distances[i] = metric.distance(differing[i], queryOnes, ones[i]);
    }
  }
}
