package io.elanus.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * A query against 1-bit codes in the manner of RaBitQ, which say of the byte codes of {@link
 * GraphKernels} behind them, in one or two cache lines, that they are too far away.
 *
 * <p>A <b>1-bit code</b> stands right before its byte code, little-endian: longs with a bit for
 * each value of the byte code, bit {@code d % 64} of long {@code d / 64}, set where the value is
 * not negative, then a float factor and a float error. {@code factor * sum of weights[d] * (1 or
 * -1)} stands for the scaled sum of the code itself and, as the signs of a vector leave out a part
 * of it that points anywhere, is wrong by {@code error * norm of the weights} as a rule (Gao and
 * Long, 2024, "RaBitQ: Quantizing High-Dimensional Vectors with a Theoretical Error Bound"). A code
 * is passed over only where an error that is {@link #MARGIN} times the usual one could not bring it
 * below the limit.
 *
 * <p>A weight counts as a step times {@code -7.5, -6.5, ... 7.5}, four bits of which bit j stands
 * for half of {@code 2^j} or its opposite, so that a sum is a few counts of bits that differ.
 */
public final class RabitqQuery {
  /** Bytes of a 1-bit code behind its bits. */
  private static final int HEADER = 8;

  /** Usual errors that a distance is given the benefit of; one in a hundred is greater. */
  private static final float MARGIN = 2.3f;

  /** Planes of bits that a weight takes. */
  private static final int PLANES = GraphKernels.PLANES;

  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final GraphKernels kernels = Kernels.graph();
  private final int dim;
  private final long[] planes;
  private final float step;
  private final float middle;
  private final float norm;
  private final float rounding;
  private int[] differing = new int[64];

  @SuppressWarnings("unused") // keeps reads alive
  private int touched;

  /**
   * @param weights as {@link GraphKernels#codeDistances} takes them, of which {@code dim} count
   */
  public RabitqQuery(float[] weights, int dim) {
    this.dim = dim;
    int padded = GraphKernels.paddedWords(dim);
    planes = new long[PLANES * padded];
    float greatest = 0;
    float squared = 0;
    for (int d = 0; d < dim; d++) {
      greatest = Math.max(greatest, Math.abs(weights[d]));
      squared += weights[d] * weights[d];
    }
    float half = ((1 << PLANES) - 1) / 2f;
    step = greatest / half;
    float perWeight = step > 0 ? 1 / step : 0;
    for (int d = 0; d < dim; d++) {
      long steps = (long) (weights[d] * perWeight + (half + 0.5f));
      int at = d / Long.SIZE;
      planes[at] |= (steps & 1) << d;
      planes[at + padded] |= (steps >>> 1 & 1) << d;
      planes[at + 2 * padded] |= (steps >>> 2 & 1) << d;
      planes[at + 3 * padded] |= (steps >>> 3 & 1) << d;
    }
    middle = half * dim;
    norm = (float) Math.sqrt(squared);
    rounding = step * (float) Math.sqrt(dim / 12.0);
  }

  /** Bytes of a 1-bit code. */
  public static int bytes(int dim) {
    return HEADER + BitKernels.words(dim) * Long.BYTES;
  }

  /**
   * Writes the 1-bit code of a byte code.
   *
   * @param target zeroed; holds the code behind the 1-bit code
   * @param offset where the 1-bit code starts
   */
  public static void write(MemorySegment target, long offset, int dim) {
    long code = offset + bytes(dim);
    long ones = 0;
    long squares = 0;
    for (int first = 0; first < dim; first += Long.SIZE) {
      long signs = 0;
      for (int d = first; d < Math.min(dim, first + Long.SIZE); d++) {
        int value = target.get(ValueLayout.JAVA_BYTE, code + GraphKernels.CODE_HEADER + d);
        signs |= (value >= 0 ? 1L : 0) << d;
        ones += Math.abs(value);
        squares += (long) value * value;
      }
      target.set(BitLayout.LONG, offset + first / Byte.SIZE, signs);
    }
    if (ones == 0) {
      return;
    }
    float scale = target.get(FLOAT, code + Float.BYTES);
    double cosine = ones / Math.sqrt((double) dim * squares);
    double left = Math.max(0, 1 / (cosine * cosine) - 1) / Math.max(1, dim - 1);
    long header = code - HEADER;
    target.set(FLOAT, header, (float) (scale * (double) squares / ones));
    target.set(FLOAT, header + Float.BYTES, (float) (scale * Math.sqrt(squares * left)));
  }

  /**
   * Passes over codes whose distance is hardly below a limit.
   *
   * @param rows 1-bit codes with their codes behind them, at multiples of the stride
   * @param numbers which ones, {@code count} of them
   * @param kept receives the values of {@code named} for those that are left; may be the same array
   * @param named one for each number, in the same order
   * @return how many are left
   */
  public int sift(
      MemorySegment rows,
      long stride,
      int[] numbers,
      int count,
      float limit,
      int[] named,
      int[] kept) {
    // Their lines arrive together.
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += rows.get(ValueLayout.JAVA_BYTE, numbers[i] * stride);
    }
    touched = sum; // keeps the reads alive
    if (differing.length < count) {
      differing = new int[count];
    }
    kernels.differingBits(planes, dim, rows, stride, numbers, count, differing);
    long header = (long) bytes(dim) - HEADER;
    int left = 0;
    for (int i = 0; i < count; i++) {
      long at = numbers[i] * stride + header;
      float factor = rows.get(FLOAT, at);
      float error = rows.get(FLOAT, at + Float.BYTES) * norm;
      float bias = rows.get(FLOAT, at + HEADER);
      float rough = bias + factor * step * (middle - differing[i]);
      float rounded = factor * rounding;
      float slack = MARGIN * (float) Math.sqrt(error * error + rounded * rounded);
      kept[left] = named[i];
      // No branch: which are near enough cannot be predicted. What is no number is kept.
      left += rough - slack >= limit ? 0 : 1;
    }
    return left;
  }
}
