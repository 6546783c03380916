package io.elanus.index.sq8;

import io.elanus.api.index.MetricType;
import io.elanus.index.lists.PdxLists;
import io.elanus.kernels.PdxKernels;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** Finds the frame of a list and turns up to 64 rows at a time into a code block. */
final class Sq8Encoder {
  private static final int ROWS = PdxKernels.CODE_BLOCK * PdxKernels.LANES;

  /** Codes lie in [-127, 127]; rounding of the frame may lead to -128. */
  private static final int LARGEST = 127;

  // Adding it to a small float leaves the nearest integer in the low bits: rounding that C2 turns
  // into vector code, as it does not do with Math.round.
  private static final float MAGIC = 0x1.8p23f;
  private static final int MAGIC_BITS = Float.floatToRawIntBits(MAGIC);

  private final int dim;
  private final MetricType metric;
  private final float[] values;
  private final byte[] codeBlock;
  private final int[] codes;
  private final float[] low;
  private final float[] high;
  private final float[] centre;
  private final float[] step;
  private final float[] inverse;
  private final double[] squares;
  private int count;

  Sq8Encoder(int dim, MetricType metric) {
    this.dim = dim;
    this.metric = metric;
    values = new float[ROWS * dim];
    codeBlock = new byte[ROWS * dim];
    codes = new int[dim];
    low = new float[dim];
    high = new float[dim];
    centre = new float[dim];
    step = new float[dim];
    inverse = new float[dim];
    squares = new double[dim];
  }

  static long heapBytes(int dim) {
    return dim * (ROWS * (Float.BYTES + 1L) + 8 * Float.BYTES);
  }

  /** Where rows are put before {@link #loaded}. */
  float[] values() {
    return values;
  }

  void loaded(int rows) {
    count = rows;
  }

  int count() {
    return count;
  }

  /** Forgets the ranges. */
  void clear() {
    Arrays.fill(low, Float.POSITIVE_INFINITY);
    Arrays.fill(high, Float.NEGATIVE_INFINITY);
  }

  /** Widens the range of each dimension to the loaded rows. */
  void widen() {
    for (int row = 0; row < count; row++) {
      widen(row * dim);
    }
  }

  // A method for each step of one row: they are called often enough to be compiled early, and each
  // is compiled fast.
  private void widen(int at) {
    for (int d = 0; d < dim; d++) {
      low[d] = Math.min(low[d], values[at + d]);
      high[d] = Math.max(high[d], values[at + d]);
    }
  }

  /** Widens the ranges to another's. */
  void widen(Sq8Encoder other) {
    for (int d = 0; d < dim; d++) {
      low[d] = Math.min(low[d], other.low[d]);
      high[d] = Math.max(high[d], other.high[d]);
    }
  }

  /** Takes centres and steps from the ranges. */
  void frame() {
    for (int d = 0; d < dim; d++) {
      if (!(low[d] < high[d])) {
        centre[d] = low[d] == high[d] ? low[d] : 0;
        step[d] = 0;
        inverse[d] = 0;
        continue;
      }
      centre[d] = (float) ((low[d] + (double) high[d]) / 2);
      double half = Math.max(high[d] - (double) centre[d], centre[d] - (double) low[d]);
      step[d] = Math.max(Float.MIN_NORMAL, Math.nextUp((float) (half / LARGEST)));
      inverse[d] = 1 / step[d];
    }
  }

  /** Takes another's centres and steps. */
  void frame(Sq8Encoder other) {
    System.arraycopy(other.centre, 0, centre, 0, dim);
    System.arraycopy(other.step, 0, step, 0, dim);
    System.arraycopy(other.inverse, 0, inverse, 0, dim);
  }

  void writeFrame(MemorySegment buffer, long offset) {
    long end = offset + Sq8Lists.frameBytes(dim);
    long steps = offset + (long) dim * Float.BYTES;
    MemorySegment.copy(centre, 0, buffer, PdxLists.FLOAT, offset, dim);
    MemorySegment.copy(step, 0, buffer, PdxLists.FLOAT, steps, dim);
    long written = steps + (long) dim * Float.BYTES;
    buffer.asSlice(written, end - written).fill((byte) 0);
  }

  /**
   * Writes the loaded rows as a code block, and their biases.
   *
   * @return the largest squared error as {@link Sq8Lists} defines it
   */
  double encode(MemorySegment buffer, long offset, float[] bias, int firstSlot) {
    int lanes = (count + PdxKernels.LANES - 1) / PdxKernels.LANES * PdxKernels.LANES;
    if (count < lanes) {
      Arrays.fill(codeBlock, 0, lanes * dim, (byte) 0);
    }
    double largest = 0;
    for (int row = 0; row < count; row++) {
      int at = row * dim;
      round(at);
      scatter(row, lanes);
      if (metric == MetricType.L2) {
        square(at);
        bias[firstSlot + row] = norm();
      } else {
        squareScaled(at);
        bias[firstSlot + row] = 0;
      }
      largest = Math.max(largest, sum(squares));
    }
    MemorySegment.copy(codeBlock, 0, buffer, ValueLayout.JAVA_BYTE, offset, lanes * dim);
    return largest;
  }

  private void round(int at) {
    for (int d = 0; d < dim; d++) {
      float scaled = (values[at + d] - centre[d]) * inverse[d];
      float clamped = Math.max(-LARGEST - 1, Math.min(LARGEST, scaled));
      codes[d] = Float.floatToRawIntBits(clamped + MAGIC) - MAGIC_BITS;
    }
  }

  private void scatter(int row, int lanes) {
    for (int d = 0, to = row; d < dim; d++, to += lanes) {
      codeBlock[to] = (byte) codes[d];
    }
  }

  private void square(int at) {
    for (int d = 0; d < dim; d++) {
      double difference = values[at + d] - (centre[d] + (double) step[d] * codes[d]);
      squares[d] = difference * difference;
    }
  }

  private void squareScaled(int at) {
    for (int d = 0; d < dim; d++) {
      double difference = values[at + d] - (centre[d] + (double) step[d] * codes[d]);
      double scaled = difference * inverse[d];
      squares[d] = scaled * scaled;
    }
  }

  /** Four sums, as one would wait for each addition. */
  private static double sum(double[] values) {
    double a = 0;
    double b = 0;
    double c = 0;
    double e = 0;
    int d = 0;
    for (; d + 4 <= values.length; d += 4) {
      a += values[d];
      b += values[d + 1];
      c += values[d + 2];
      e += values[d + 3];
    }
    for (; d < values.length; d++) {
      a += values[d];
    }
    return a + b + (c + e);
  }

  private float norm() {
    double sum = 0;
    for (int d = 0; d < dim; d++) {
      double value = (double) step[d] * codes[d];
      sum += value * value;
    }
    return (float) sum;
  }
}
