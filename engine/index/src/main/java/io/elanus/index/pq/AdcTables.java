package io.elanus.index.pq;

import io.elanus.api.index.MetricType;
import io.elanus.index.lists.PreparedQueries;
import io.elanus.kernels.FastScanKernels;
import io.elanus.kernels.Kernels;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The ADC lookup tables of a query, from which its distances are summed up (asymmetric distance
 * computation): for each part and code a float, and the same rounded down to whole numbers. Memory
 * for one query, used again for the next; the floats are those of the query that was prepared last
 * where tables share them.
 *
 * <p>The distance to a vector is {@code base + sum of entries (+ bias)}, base being the query's
 * distance to the origin of the list; it is at least {@code base + lowest + scale * sum of rounded
 * entries (+ bias)} and less than that plus {@code scale * tables}. That is so but for the rounding
 * errors of float32, which are no more than {@code dim} units in the last place of the largest
 * terms; where values are so large or so unlike that these matter, {@link #isDoubtful} says so.
 */
final class AdcTables {
  /** Terms up to here neither overflow nor lose others that count. */
  private static final double LARGEST_TERM = 0x1p110;

  /** The unit in the last place of a float32, times four for terms that are sums themselves. */
  private static final double UNIT = 0x1p-22;

  /** Errors up to this share of a distance only mix up rows that are as good as equally near. */
  private static final double HARMLESS = 1.0 / 64;

  private final PqLists lists;
  private final CodeShape shape;
  private final FastScanKernels kernels = Kernels.codes();
  private final Scratch scratch;
  private final float[] values;
  private final byte[] rounded;
  private double lowest;
  private float scale;
  private double entries;
  private double largestBase;
  private float largestBias;

  /** What the tables of one thread's queries are made in. */
  static final class Scratch {
    private final float[] factors;
    private final float[] values;
    private final float[] least;
    private final float[] greatest;

    /**
     * @param shared whether tables need their floats only while they are made
     */
    Scratch(CodeShape shape, boolean shared) {
      factors = new float[shape.dim()];
      values = shared ? new float[entries(shape)] : null;
      least = new float[shape.tables()];
      greatest = new float[shape.tables()];
    }
  }

  AdcTables(PqLists lists, Scratch scratch) {
    this.lists = lists;
    this.shape = lists.shape();
    this.scratch = scratch;
    this.values = scratch.values == null ? new float[entries(shape)] : scratch.values;
    boolean exact = shape.width() == CodeShape.Width.SHORT;
    this.rounded = exact ? null : new byte[roundedBytes(shape)];
  }

  private static int entries(CodeShape shape) {
    return shape.tables() * shape.codes();
  }

  private static int roundedBytes(CodeShape shape) {
    return shape.width() == CodeShape.Width.NIBBLE
        ? shape.pairs() * 2 * FastScanKernels.NIBBLE_CODES + FastScanKernels.PADDING
        : shape.parts() * FastScanKernels.BYTE_CODES;
  }

  /**
   * Bytes that scans read for one query.
   *
   * @param shared see {@link Scratch}
   */
  static long bytes(CodeShape shape, boolean shared) {
    long floats = shared ? 0 : (long) entries(shape) * Float.BYTES;
    return shape.width() == CodeShape.Width.SHORT ? floats : floats + roundedBytes(shape);
  }

  void prepare(PreparedQueries queries, int query) {
    int dim = shape.dim();
    float[] factors = scratch.factors;
    boolean squared = lists.metric() == MetricType.L2;
    entries = 0;
    largestBase = 0;
    largestBias = 0;
    for (int d = 0; d < dim; d++) {
      float value = queries.values()[query * dim + d];
      factors[d] = squared ? -2 * (value - lists.middle()[d]) : -value;
      entries += Math.abs((double) factors[d] * lists.extent()[d]);
    }
    kernels.fill(
        factors, lists.books().values(), shape.parts(), shape.partDim(), shape.codes(), values);
    if (lists.corrections() != null) {
      correct((float) Math.sqrt(queries.squaredNorms()[query]));
    }
    if (rounded != null) {
      round();
    }
  }

  /** The entries for what the other codes miss, which is in proportion to the query's norm. */
  private void correct(float norm) {
    float[] corrections = lists.corrections();
    int to = shape.parts() * shape.codes();
    double most = 0;
    for (int code = 0; code < shape.codes(); code++) {
      values[to + code] = -norm * corrections[code];
      most = Math.max(most, Math.abs((double) norm * corrections[code]));
    }
    entries += most;
  }

  private void round() {
    int parts = shape.tables();
    float[] least = scratch.least;
    float[] greatest = scratch.greatest;
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
        (float)
            Math.max(
                widest / FastScanKernels.LARGEST_ENTRY, span / (FastScanKernels.LARGEST_SUM - 1));
    if (!(scale > Float.MIN_NORMAL && 1 / scale < Float.POSITIVE_INFINITY)) {
      scale = 1; // entries that hardly differ: all of them are rounded to 0
    }
    int stride =
        shape.width() == CodeShape.Width.NIBBLE
            ? FastScanKernels.NIBBLE_CODES
            : FastScanKernels.BYTE_CODES;
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
    if (!(terms() < LARGEST_TERM)) {
      return true;
    }
    double error = error();
    return threshold < nearest + error && error > HARMLESS * Math.abs(nearest);
  }

  private double terms() {
    return entries + largestBase + largestBias;
  }

  /** By how much sums of what was taken note of may miss those in double precision. */
  double error() {
    return shape.dim() * (UNIT * terms() + Float.MIN_VALUE);
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
    return shape.width() == CodeShape.Width.BYTE
        ? sumOfBytes(blockOffset, lane)
        : sumOfAny(blockOffset, lane);
  }

  private double sumOfAny(long blockOffset, int lane) {
    int codes = shape.codes();
    int last = codes - 1;
    double sum = 0;
    for (int part = 0; part < shape.tables(); part++) {
      sum += values[part * codes + Math.min(last, lists.code(blockOffset, part, lane))];
    }
    return sum;
  }

  /** Adds up in turn, so that an addition need not wait for the one before it. */
  private double sumOfBytes(long blockOffset, int lane) {
    int codes = shape.codes();
    int last = codes - 1;
    int parts = shape.parts();
    MemorySegment segment = lists.codes();
    long at = blockOffset + FastScanKernels.place(lane);
    double sum0 = 0;
    double sum1 = 0;
    int part = 0;
    for (; part + 2 <= parts; part += 2) {
      int code0 =
          segment.get(ValueLayout.JAVA_BYTE, at + part * (long) FastScanKernels.LANES) & 255;
      int code1 =
          segment.get(
                  ValueLayout.JAVA_BYTE,
                  at + part * (long) FastScanKernels.LANES + FastScanKernels.LANES)
              & 255;
      sum0 += values[part * codes + Math.min(last, code0)];
      sum1 += values[part * codes + codes + Math.min(last, code1)];
    }
    if (part < parts) {
      int code = segment.get(ValueLayout.JAVA_BYTE, at + part * (long) FastScanKernels.LANES) & 255;
      sum0 += values[part * codes + Math.min(last, code)];
    }
    return sum0 + sum1;
  }
}
