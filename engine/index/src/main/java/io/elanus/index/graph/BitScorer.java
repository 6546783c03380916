package io.elanus.index.graph;

import io.elanus.index.BitRows;
import io.elanus.index.binary.BitMetric;
import io.elanus.kernels.BitKernels;
import io.elanus.kernels.BitLayout;
import io.elanus.kernels.Kernels;

/** Exact distances of a binary vector to rows, which are read where they lie. */
final class BitScorer implements NodeScorer {
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
