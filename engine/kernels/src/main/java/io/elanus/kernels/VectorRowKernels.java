package io.elanus.kernels;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The row kernels on vectors of 256 bits: 16 sums in 4 vectors, so that an addition need not wait
 * for the one before it.
 *
 * <p>Scattered rows miss the caches, and the processor looks ahead a row or two only. So a byte of
 * each page that will be read comes first, for many page walks at once, and before each {@value
 * #TOGETHER} rows a byte of each of their lines.
 */
final class VectorRowKernels implements RowKernels {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_128;
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_256;

  /** Rows whose lines are asked for together. */
  private static final int TOGETHER = 8;

  private static final int LINE = 64;
  private static final int PAGE = 4096;

  /** Reads a byte of every page that some rows lie on. */
  private static int touchPages(MemorySegment rows, long bytes, int[] numbers, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      long row = numbers[i] * bytes;
      for (long at = 0; at < bytes; at += PAGE) {
        sum += rows.get(ValueLayout.JAVA_BYTE, row + at);
      }
      sum += rows.get(ValueLayout.JAVA_BYTE, row + bytes - 1);
    }
    return sum;
  }

  /** Reads a byte of every line of up to {@value #TOGETHER} rows from the i-th on. */
  private static int touchLines(MemorySegment rows, int bytes, int[] numbers, int count, int i) {
    int sum = 0;
    for (int end = Math.min(count, i + TOGETHER); i < end; i++) {
      long row = numbers[i] * (long) bytes;
      for (int at = 0; at < bytes; at += LINE) {
        sum += rows.get(ValueLayout.JAVA_BYTE, row + at);
      }
    }
    return sum;
  }

  @Override
  public void products(
      double[] query, MemorySegment rows, int[] numbers, int count, double[] products) {
    int dim = query.length;
    double[] sums = new double[SUMS / 2];
    int bytes = dim * Float.BYTES;
    int touched = touchPages(rows, bytes, numbers, count);
    for (int i = 0; i < count; i++) {
      if (i % TOGETHER == 0) {
        touched += touchLines(rows, bytes, numbers, count, i);
      }
      long row = numbers[i] * (long) bytes;
      addProducts(query, rows, row, sums);
      double sum = ScalarRowKernels.sumOfEight(sums);
      for (int d = dim & -SUMS; d < dim; d++) {
        sum += query[d] * RowLayout.at(rows, row, d);
      }
      products[i] = sum;
    }
    keep(touched, products);
  }

  private static void addProducts(double[] query, MemorySegment rows, long row, double[] sums) {
    DoubleVector s0 = DoubleVector.zero(DOUBLES);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    // Products of two floats are exact in double precision: adding them in one step or two is the
    // same.
    for (int d = 0; d < (query.length & -SUMS); d += SUMS) {
      long at = row + d * 4L;
      s0 = load(rows, at).fma(DoubleVector.fromArray(DOUBLES, query, d), s0);
      s1 = load(rows, at + 16).fma(DoubleVector.fromArray(DOUBLES, query, d + 4), s1);
      s2 = load(rows, at + 32).fma(DoubleVector.fromArray(DOUBLES, query, d + 8), s2);
      s3 = load(rows, at + 48).fma(DoubleVector.fromArray(DOUBLES, query, d + 12), s3);
    }
    s0.add(s2).intoArray(sums, 0);
    s1.add(s3).intoArray(sums, 4);
  }

  @Override
  public void squaredDistances(
      double[] query, MemorySegment rows, int[] numbers, int count, double[] distances) {
    int dim = query.length;
    double[] sums = new double[SUMS / 2];
    int bytes = dim * Float.BYTES;
    int touched = touchPages(rows, bytes, numbers, count);
    for (int i = 0; i < count; i++) {
      if (i % TOGETHER == 0) {
        touched += touchLines(rows, bytes, numbers, count, i);
      }
      long row = numbers[i] * (long) bytes;
      addSquares(query, rows, row, sums);
      double sum = ScalarRowKernels.sumOfEight(sums);
      for (int d = dim & -SUMS; d < dim; d++) {
        double difference = query[d] - RowLayout.at(rows, row, d);
        sum += difference * difference;
      }
      distances[i] = sum;
    }
    keep(touched, distances);
  }

  private static void addSquares(double[] query, MemorySegment rows, long row, double[] sums) {
    DoubleVector s0 = DoubleVector.zero(DOUBLES);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    // Not fused: plain Java rounds the squares.
    for (int d = 0; d < (query.length & -SUMS); d += SUMS) {
      long at = row + d * 4L;
      DoubleVector d0 = DoubleVector.fromArray(DOUBLES, query, d).sub(load(rows, at));
      DoubleVector d1 = DoubleVector.fromArray(DOUBLES, query, d + 4).sub(load(rows, at + 16));
      DoubleVector d2 = DoubleVector.fromArray(DOUBLES, query, d + 8).sub(load(rows, at + 32));
      DoubleVector d3 = DoubleVector.fromArray(DOUBLES, query, d + 12).sub(load(rows, at + 48));
      s0 = s0.add(d0.mul(d0));
      s1 = s1.add(d1.mul(d1));
      s2 = s2.add(d2.mul(d2));
      s3 = s3.add(d3.mul(d3));
    }
    s0.add(s2).intoArray(sums, 0);
    s1.add(s3).intoArray(sums, 4);
  }

  @Override
  public void squaredNorms(MemorySegment rows, int dim, int[] numbers, int count, double[] norms) {
    double[] sums = new double[SUMS / 2];
    for (int i = 0; i < count; i++) {
      long row = numbers[i] * (long) dim * Float.BYTES;
      addNorm(rows, row, dim & -SUMS, sums);
      double sum = ScalarRowKernels.sumOfEight(sums);
      for (int d = dim & -SUMS; d < dim; d++) {
        double value = RowLayout.at(rows, row, d);
        sum += value * value;
      }
      norms[i] = sum;
    }
  }

  private static void addNorm(MemorySegment rows, long row, int whole, double[] sums) {
    DoubleVector s0 = DoubleVector.zero(DOUBLES);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    for (int d = 0; d < whole; d += SUMS) {
      long at = row + d * 4L;
      DoubleVector x0 = load(rows, at);
      DoubleVector x1 = load(rows, at + 16);
      DoubleVector x2 = load(rows, at + 32);
      DoubleVector x3 = load(rows, at + 48);
      s0 = x0.fma(x0, s0);
      s1 = x1.fma(x1, s1);
      s2 = x2.fma(x2, s2);
      s3 = x3.fma(x3, s3);
    }
    s0.add(s2).intoArray(sums, 0);
    s1.add(s3).intoArray(sums, 4);
  }

  private static void keep(int touched, double[] values) {
    if (touched == Integer.MIN_VALUE) {
      values[0] += 0; // never so, but C2 does not know and keeps the reads
    }
  }

  private static DoubleVector load(MemorySegment rows, long offset) {
    return (DoubleVector)
        FloatVector.fromMemorySegment(FLOATS, rows, offset, LITTLE_ENDIAN)
            .convertShape(VectorOperators.F2D, DOUBLES, 0);
  }
}
