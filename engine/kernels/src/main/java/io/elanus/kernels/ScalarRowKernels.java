package io.elanus.kernels;

import java.lang.foreign.MemorySegment;

/** The row kernels in plain Java: the reference that tests compare with, and the fallback. */
final class ScalarRowKernels implements RowKernels {
  @Override
  public void products(
      double[] query, MemorySegment rows, int[] numbers, int count, double[] products) {
    int dim = query.length;
    double[] sums = new double[SUMS];
    for (int i = 0; i < count; i++) {
      long row = numbers[i] * (long) dim * Float.BYTES;
      java.util.Arrays.fill(sums, 0);
      int d = 0;
      for (; d < (dim & -SUMS); d++) {
        sums[d % SUMS] += query[d] * RowLayout.at(rows, row, d);
      }
      double sum = sum(sums);
      for (; d < dim; d++) {
        sum += query[d] * RowLayout.at(rows, row, d);
      }
      products[i] = sum;
    }
  }

  @Override
  public void squaredDistances(
      double[] query, MemorySegment rows, int[] numbers, int count, double[] distances) {
    int dim = query.length;
    double[] sums = new double[SUMS];
    for (int i = 0; i < count; i++) {
      long row = numbers[i] * (long) dim * Float.BYTES;
      java.util.Arrays.fill(sums, 0);
      int d = 0;
      for (; d < (dim & -SUMS); d++) {
        double difference = query[d] - RowLayout.at(rows, row, d);
        sums[d % SUMS] += difference * difference;
      }
      double sum = sum(sums);
      for (; d < dim; d++) {
        double difference = query[d] - RowLayout.at(rows, row, d);
        sum += difference * difference;
      }
      distances[i] = sum;
    }
  }

  @Override
  public void squaredNorms(MemorySegment rows, int dim, int[] numbers, int count, double[] norms) {
    double[] sums = new double[SUMS];
    for (int i = 0; i < count; i++) {
      long row = numbers[i] * (long) dim * Float.BYTES;
      java.util.Arrays.fill(sums, 0);
      int d = 0;
      for (; d < (dim & -SUMS); d++) {
        double value = RowLayout.at(rows, row, d);
        sums[d % SUMS] += value * value;
      }
      double sum = sum(sums);
      for (; d < dim; d++) {
        double value = RowLayout.at(rows, row, d);
        sum += value * value;
      }
      norms[i] = sum;
    }
  }

  private static double sum(double[] sums) {
    for (int i = 0; i < SUMS / 2; i++) {
      sums[i] += sums[i + SUMS / 2];
    }
    return sumOfEight(sums);
  }

  /** Adds the first eight in the order that all implementations share. */
  static double sumOfEight(double[] sums) {
    double even = sums[0] + sums[4] + (sums[1] + sums[5]);
    return even + (sums[2] + sums[6] + (sums[3] + sums[7]));
  }
}
