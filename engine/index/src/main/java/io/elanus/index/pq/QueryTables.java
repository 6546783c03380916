package io.elanus.index.pq;

import io.elanus.index.MetricType;
import io.elanus.index.panel.Queries;
import io.elanus.kernels.CodeKernels;
import io.elanus.kernels.Kernels;

/**
 * What a query's distances are summed up from: for each part and code a float, and the same rounded
 * down to whole numbers. Memory for one query, used again for the next.
 *
 * <p>The distance to a vector is {@code base + sum of entries (+ bias)}, base being the query's
 * distance to the origin of the list; it is at least {@code base + lowest + scale * sum of rounded
 * entries (+ bias)} and less than that plus {@code scale * parts}.
 */
final class QueryTables {
  private final CodeLists lists;
  private final CodeShape shape;
  private final CodeKernels kernels = Kernels.codes();
  private final float[] values;
  private final float[] least;
  private final float[] greatest;
  private final float[] factors;
  private final byte[] rounded;
  private double lowest;
  private float scale;

  QueryTables(CodeLists lists) {
    this.lists = lists;
    this.shape = lists.shape();
    this.values = new float[shape.parts() * shape.codes()];
    this.factors = new float[shape.dim()];
    boolean exact = shape.width() == CodeShape.Width.SHORT;
    this.least = exact ? null : new float[shape.parts()];
    this.greatest = exact ? null : new float[shape.parts()];
    this.rounded = exact ? null : new byte[roundedBytes(shape)];
  }

  private static int roundedBytes(CodeShape shape) {
    return shape.width() == CodeShape.Width.NIBBLE
        ? shape.pairs() * 2 * CodeKernels.NIBBLE_CODES + CodeKernels.PADDING
        : shape.parts() * CodeKernels.BYTE_CODES;
  }

  /** Bytes that scans read for one query. */
  static long bytes(CodeShape shape) {
    return shape.width() == CodeShape.Width.SHORT
        ? (long) shape.parts() * shape.codes() * Float.BYTES
        : roundedBytes(shape);
  }

  void prepare(Queries queries, int query) {
    int dim = shape.dim();
    boolean squared = lists.metric() == MetricType.L2;
    for (int d = 0; d < dim; d++) {
      float value = queries.values()[query * dim + d];
      factors[d] = squared ? -2 * (value - lists.middle()[d]) : -value;
    }
    fill();
    if (rounded != null) {
      round();
    }
  }

  private void fill() {
    int codes = shape.codes();
    int partDim = shape.partDim();
    float[] books = lists.books().values();
    for (int part = 0; part < shape.parts(); part++) {
      int to = part * codes;
      int d = part * partDim;
      multiply(factors[d], books, d * codes, values, to, codes);
      for (int end = d++ + partDim; d < end; d++) {
        addProducts(factors[d], books, d * codes, values, to, codes);
      }
    }
  }

  // C2 turns these two loops into vector code by itself.
  private static void multiply(
      float factor, float[] from, int start, float[] to, int toStart, int count) {
    for (int i = 0; i < count; i++) {
      to[toStart + i] = factor * from[start + i];
    }
  }

  private static void addProducts(
      float factor, float[] from, int start, float[] to, int toStart, int count) {
    for (int i = 0; i < count; i++) {
      to[toStart + i] = Math.fma(factor, from[start + i], to[toStart + i]);
    }
  }

  private void round() {
    int parts = shape.parts();
    kernels.bounds(values, parts, shape.codes(), least, greatest);
    double sum = 0;
    double span = 0;
    float widest = 0;
    for (int part = 0; part < parts; part++) {
      float width = greatest[part] - least[part];
      sum += least[part];
      span += width;
      widest = Math.max(widest, width);
    }
    lowest = sum;
    scale =
        (float) Math.max(widest / CodeKernels.LARGEST_ENTRY, span / (CodeKernels.LARGEST_SUM - 1));
    if (!(scale > Float.MIN_NORMAL && 1 / scale < Float.POSITIVE_INFINITY)) {
      scale = 1; // entries that hardly differ: all of them are rounded to 0
    }
    int stride =
        shape.width() == CodeShape.Width.NIBBLE ? CodeKernels.NIBBLE_CODES : CodeKernels.BYTE_CODES;
    kernels.round(values, parts, shape.codes(), least, 1 / scale, rounded, stride);
  }

  byte[] rounded() {
    return rounded;
  }

  double lowest() {
    return lowest;
  }

  float scale() {
    return scale;
  }

  /** The sum of the entries of one vector's codes. */
  double sum(long blockOffset, int lane) {
    int codes = shape.codes();
    int last = codes - 1;
    double sum = 0;
    for (int part = 0; part < shape.parts(); part++) {
      sum += values[part * codes + Math.min(last, lists.code(blockOffset, part, lane))];
    }
    return sum;
  }
}
