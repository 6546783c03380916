package io.elanus.kernels;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels of graphs on 256-bit vectors, four rows at a time: their loads miss the caches
 * together, and each value of the query is loaded once for the four.
 *
 * <p>Where the dimension is no multiple of 8, the last 8 values are loaded once more and those that
 * were counted already are multiplied by 0.
 */
final class VectorGraphKernels implements GraphKernels {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;
  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_64;
  private static final int LANES = 8;

  /** Codes with fewer values are not longer than what their sums take. */
  private static final int LONG = 256;

  private static final int LINE = 64;
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(LITTLE_ENDIAN);

  /** For each number of values in the last vector: 0 for those before them, 1 for themselves. */
  private static final float[][] TAILS = new float[LANES][LANES];

  static {
    for (int rest = 0; rest < LANES; rest++) {
      for (int lane = LANES - rest; lane < LANES; lane++) {
        TAILS[rest][lane] = 1;
      }
    }
  }

  private final GraphKernels narrow = new ScalarGraphKernels();
  private final boolean wide;

  /**
   * @param wide whether to use 512-bit vectors where they are faster
   */
  VectorGraphKernels(boolean wide) {
    this.wide = wide;
  }

  @Override
  public void codeDistances(
      float[] weights,
      MemorySegment codes,
      long stride,
      int[] numbers,
      int count,
      float[] distances) {
    touch(codes, stride, CODE_HEADER + weights.length, numbers, count, distances);
    float[] sums = new float[8 * LANES];
    if (wide && weights.length >= LONG) {
      WideGraphKernels.codeDistances(weights, codes, stride, numbers, count, sums, distances);
      return;
    }
    int i = 0;
    for (; i + 4 <= count; i += 4) {
      long o0 = numbers[i] * stride;
      long o1 = numbers[i + 1] * stride;
      long o2 = numbers[i + 2] * stride;
      long o3 = numbers[i + 3] * stride;
      fourCodes(weights, codes, o0, o1, o2, o3, sums);
      distances[i] = distance(codes, o0, sum(sums, 0));
      distances[i + 1] = distance(codes, o1, sum(sums, 8));
      distances[i + 2] = distance(codes, o2, sum(sums, 16));
      distances[i + 3] = distance(codes, o3, sum(sums, 24));
    }
    if (i < count) {
      // Fewer than four: the last one stands in for those that are missing.
      int last = count - 1;
      int second = Math.min(i + 1, last);
      int third = Math.min(i + 2, last);
      threeCodes(
          weights,
          codes,
          numbers[i] * stride,
          numbers[second] * stride,
          numbers[third] * stride,
          sums,
          distances,
          i,
          second,
          third);
    }
  }

  /** Reads a byte of each line of the codes, so that more of them arrive together than in fours. */
  private static void touch(
      MemorySegment codes, long stride, int bytes, int[] numbers, int count, float[] distances) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      long at = numbers[i] * stride;
      for (long line = 0; line < bytes; line += LINE) {
        sum += codes.get(ValueLayout.JAVA_BYTE, at + line);
      }
    }
    if (sum == Integer.MIN_VALUE) {
      distances[0] = sum; // never, but C2 does not know and keeps the reads
    }
  }

  private static void fourCodes(
      float[] weights, MemorySegment codes, long o0, long o1, long o2, long o3, float[] sums) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int d = 0; d < weights.length; d += LANES) {
      FloatVector w = FloatVector.fromArray(SPECIES, weights, d);
      long at = CODE_HEADER + d;
      s0 = w.fma(values(codes, o0 + at), s0);
      s1 = w.fma(values(codes, o1 + at), s1);
      s2 = w.fma(values(codes, o2 + at), s2);
      s3 = w.fma(values(codes, o3 + at), s3);
    }
    s0.intoArray(sums, 0);
    s1.intoArray(sums, 8);
    s2.intoArray(sums, 16);
    s3.intoArray(sums, 24);
  }

  private static void threeCodes(
      float[] weights,
      MemorySegment codes,
      long o0,
      long o1,
      long o2,
      float[] sums,
      float[] distances,
      int out0,
      int out1,
      int out2) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    for (int d = 0; d < weights.length; d += LANES) {
      FloatVector w = FloatVector.fromArray(SPECIES, weights, d);
      long at = CODE_HEADER + d;
      s0 = w.fma(values(codes, o0 + at), s0);
      s1 = w.fma(values(codes, o1 + at), s1);
      s2 = w.fma(values(codes, o2 + at), s2);
    }
    s0.intoArray(sums, 0);
    s1.intoArray(sums, 8);
    s2.intoArray(sums, 16);
    distances[out0] = distance(codes, o0, sum(sums, 0));
    distances[out1] = distance(codes, o1, sum(sums, 8));
    distances[out2] = distance(codes, o2, sum(sums, 16));
  }

  /** In an order of its own, as the order of a reduction changes once C2 compiles it. */
  static float sum(float[] sums, int at) {
    return sums[at]
        + sums[at + 4]
        + (sums[at + 1] + sums[at + 5])
        + (sums[at + 2] + sums[at + 6] + (sums[at + 3] + sums[at + 7]));
  }

  static float distance(MemorySegment codes, long offset, float sum) {
    return Math.fma(codes.get(FLOAT, offset + Float.BYTES), sum, codes.get(FLOAT, offset));
  }

  private static FloatVector values(MemorySegment codes, long offset) {
    return (FloatVector)
        ByteVector.fromMemorySegment(BYTES, codes, offset, LITTLE_ENDIAN).castShape(SPECIES, 0);
  }

  @Override
  public void differingBits(
      long[] planes,
      int dim,
      MemorySegment rows,
      long stride,
      int[] numbers,
      int count,
      int[] counts) {
    if (wide) {
      WideGraphKernels.differingBits(planes, dim, rows, stride, numbers, count, counts);
    } else {
      narrow.differingBits(planes, dim, rows, stride, numbers, count, counts);
    }
  }

  @Override
  public void innerProducts(
      float[] query, MemorySegment rows, int dim, int[] numbers, int count, float[] products) {
    if (dim < LANES) {
      narrow.innerProducts(query, rows, dim, numbers, count, products);
      return;
    }
    long stride = (long) dim * Float.BYTES;
    float[] sums = new float[4 * LANES];
    for (int i = 0; i < count; i += 4) {
      int last = count - 1;
      int i1 = Math.min(i + 1, last);
      int i2 = Math.min(i + 2, last);
      int i3 = Math.min(i + 3, last);
      long o0 = numbers[i] * stride;
      long o1 = numbers[i1] * stride;
      long o2 = numbers[i2] * stride;
      long o3 = numbers[i3] * stride;
      FloatVector s0 = FloatVector.zero(SPECIES);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      if ((dim & 7) != 0) {
        FloatVector q =
            FloatVector.fromArray(SPECIES, query, dim - LANES)
                .mul(FloatVector.fromArray(SPECIES, TAILS[dim & 7], 0));
        long at = (dim - LANES) * 4L;
        s0 = q.fma(load(rows, o0 + at), s0);
        s1 = q.fma(load(rows, o1 + at), s1);
        s2 = q.fma(load(rows, o2 + at), s2);
        s3 = q.fma(load(rows, o3 + at), s3);
      }
      for (int d = 0; d < (dim & -LANES); d += LANES) {
        FloatVector q = FloatVector.fromArray(SPECIES, query, d);
        long at = d * 4L;
        s0 = q.fma(load(rows, o0 + at), s0);
        s1 = q.fma(load(rows, o1 + at), s1);
        s2 = q.fma(load(rows, o2 + at), s2);
        s3 = q.fma(load(rows, o3 + at), s3);
      }
      s0.intoArray(sums, 0);
      s1.intoArray(sums, 8);
      s2.intoArray(sums, 16);
      s3.intoArray(sums, 24);
      products[i] = sum(sums, 0);
      products[i1] = sum(sums, 8);
      products[i2] = sum(sums, 16);
      products[i3] = sum(sums, 24);
    }
  }

  @Override
  public void squaredDistances(
      float[] query, MemorySegment rows, int dim, int[] numbers, int count, float[] distances) {
    if (dim < LANES) {
      narrow.squaredDistances(query, rows, dim, numbers, count, distances);
      return;
    }
    long stride = (long) dim * Float.BYTES;
    float[] sums = new float[4 * LANES];
    for (int i = 0; i < count; i += 4) {
      int last = count - 1;
      int i1 = Math.min(i + 1, last);
      int i2 = Math.min(i + 2, last);
      int i3 = Math.min(i + 3, last);
      long o0 = numbers[i] * stride;
      long o1 = numbers[i1] * stride;
      long o2 = numbers[i2] * stride;
      long o3 = numbers[i3] * stride;
      FloatVector s0 = FloatVector.zero(SPECIES);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      if ((dim & 7) != 0) {
        FloatVector q = FloatVector.fromArray(SPECIES, query, dim - LANES);
        FloatVector mask = FloatVector.fromArray(SPECIES, TAILS[dim & 7], 0);
        long at = (dim - LANES) * 4L;
        FloatVector d0 = q.sub(load(rows, o0 + at)).mul(mask);
        FloatVector d1 = q.sub(load(rows, o1 + at)).mul(mask);
        FloatVector d2 = q.sub(load(rows, o2 + at)).mul(mask);
        FloatVector d3 = q.sub(load(rows, o3 + at)).mul(mask);
        s0 = d0.mul(d0);
        s1 = d1.mul(d1);
        s2 = d2.mul(d2);
        s3 = d3.mul(d3);
      }
      for (int d = 0; d < (dim & -LANES); d += LANES) {
        FloatVector q = FloatVector.fromArray(SPECIES, query, d);
        long at = d * 4L;
        FloatVector d0 = q.sub(load(rows, o0 + at));
        FloatVector d1 = q.sub(load(rows, o1 + at));
        FloatVector d2 = q.sub(load(rows, o2 + at));
        FloatVector d3 = q.sub(load(rows, o3 + at));
        s0 = d0.fma(d0, s0);
        s1 = d1.fma(d1, s1);
        s2 = d2.fma(d2, s2);
        s3 = d3.fma(d3, s3);
      }
      s0.intoArray(sums, 0);
      s1.intoArray(sums, 8);
      s2.intoArray(sums, 16);
      s3.intoArray(sums, 24);
      distances[i] = sum(sums, 0);
      distances[i1] = sum(sums, 8);
      distances[i2] = sum(sums, 16);
      distances[i3] = sum(sums, 24);
    }
  }

  private static FloatVector load(MemorySegment source, long offset) {
    return FloatVector.fromMemorySegment(SPECIES, source, offset, LITTLE_ENDIAN);
  }
}
