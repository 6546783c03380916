package io.elanus.index.contract;

import io.elanus.api.index.MetricType;
import io.elanus.index.RowFilter;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The oracle of binary vectors: every distance from sets of bits. */
record BitOracle(byte[] values, int rows, int dim, MetricType metric) {
  private BitSet bits(byte[] all, int number) {
    int width = dim / Byte.SIZE;
    return BitSet.valueOf(Arrays.copyOfRange(all, number * width, (number + 1) * width));
  }

  /** Infinite where a row can never be found. */
  float distance(byte[] queries, int query, int row) {
    BitSet q = bits(queries, query);
    BitSet x = bits(values, row);
    BitSet both = (BitSet) q.clone();
    both.and(x);
    BitSet either = (BitSet) q.clone();
    either.or(x);
    BitSet differing = (BitSet) q.clone();
    differing.xor(x);
    return switch (metric) {
      case HAMMING -> differing.cardinality();
      case JACCARD -> either.isEmpty() ? 0 : (float) differing.cardinality() / either.cardinality();
      case SUBSTRUCTURE -> both.equals(q) ? 0 : Float.POSITIVE_INFINITY;
      case SUPERSTRUCTURE -> both.equals(x) ? 0 : Float.POSITIVE_INFINITY;
      case L2, IP, COSINE -> throw new IllegalArgumentException(metric.name());
    };
  }

  /** The nearest accepted rows, ties by row. */
  int[] nearest(byte[] queries, int query, int k, RowFilter filter) {
    double[] distances = new double[rows];
    Arrays.setAll(distances, row -> distance(queries, query, row));
    return IntStream.range(0, rows)
        .filter(row -> Double.isFinite(distances[row]))
        .filter(row -> filter == null || filter.accepts(row))
        .boxed()
        .sorted(
            Comparator.<Integer>comparingDouble(row -> distances[row]).thenComparing(row -> row))
        .limit(k)
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
