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
 * entries (+ bias)} and less than that plus {@code scale * tables}. That is so but for the rounding
 * errors of float32, which are no more than {@code dim} units in the last place of the largest
 * terms; where values are so large or so unlike that these matter, {@link #isDoubtful} says so.
 */
final class QueryTables {
  /** Terms up to here neither overflow nor lose others that count. */
  private static final double LARGEST_TERM = 0x1p110;

  /** The unit in the last place of a float32, times four for terms that are sums themselves. */
  private static final double UNIT = 0x1p-22;

  /** Errors up to this share of a distance only mix up rows that are as good as equally near. */
  private static final double HARMLESS = 1.0 / 64;

  private final PqLists lists;
  private final CodeShape shape;
  private final CodeKernels kernels = Kernels.codes();
  private final float[] values;
  private final float[] least;
  private final float[] greatest;
  private final float[] factors;
  private final byte[] rounded;
  private double lowest;
  private float scale;
  private double entries;
  private double largestBase;
  private float largestBias;

  QueryTables(PqLists lists) {
    this.lists = lists;
    this.shape = lists.shape();
    this.values = new float[shape.tables() * shape.codes()];
    this.factors = new float[shape.dim()];
    boolean exact = shape.width() == CodeShape.Width.SHORT;
    this.least = exact ? null : new float[shape.tables()];
    this.greatest = exact ? null : new float[shape.tables()];
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
    entries = 0;
    largestBase = 0;
    largestBias = 0;
    for (int d = 0; d < dim; d++) {
      float value = queries.values()[query * dim + d];
      factors[d] = squared ? -2 * (value - lists.middle()[d]) : -value;
      entries += Math.abs((double) factors[d] * lists.reach()[d]);
    }
    fill();
    if (lists.corrections() != null) {
      correct((float) Math.sqrt(queries.squaredNorms()[query]));
    }
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

  /** The entries for what the other codes miss, which is in proportion to the query's norm. */
  private void correct(float norm) {
    float[] corrections = lists.corrections();
    multiply(-norm, corrections, 0, values, shape.parts() * shape.codes(), shape.codes());
    double most = 0;
    for (float correction : corrections) {
      most = Math.max(most, Math.abs((double) norm * correction));
    }
    entries += most;
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
    int parts = shape.tables();
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

  /** Takes note of the distance to the origin of a list. */
  void noteBase(double base) {
    // Not Math.max: what is not a number must stay.
    if (!(Math.abs(base) <= largestBase)) {
      largestBase = Math.abs(base);
    }
  }

  /** Takes note of the bias of a vector that was looked at. */
  void noteBias(float bias) {
    if (!(Math.abs(bias) <= largestBias)) {
      largestBias = Math.abs(bias);
    }
  }

  /**
   * Whether rounding errors may have kept a nearer vector from the candidates.
   *
   * @param threshold beyond which a sum of entries may have been left out
   * @param nearest the greatest distance of those among them that are nearest, in double precision
   */
  boolean isDoubtful(float threshold, double nearest) {
    double terms = entries + largestBase + largestBias;
    if (!(terms < LARGEST_TERM)) {
      return true;
    }
    double error = shape.dim() * (UNIT * terms + Float.MIN_VALUE);
    return threshold < nearest + error && error > HARMLESS * Math.abs(nearest);
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
    for (int part = 0; part < shape.tables(); part++) {
      sum += values[part * codes + Math.min(last, lists.code(blockOffset, part, lane))];
    }
    return sum;
  }
}
