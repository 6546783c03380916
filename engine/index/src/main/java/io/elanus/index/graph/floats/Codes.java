package io.elanus.index.graph.floats;

import io.elanus.api.index.MetricType;
import io.elanus.base.Cancellation;
import io.elanus.index.graph.search.AdaptiveTermination;
import io.elanus.index.graph.search.TerminationTable;
import io.elanus.index.lists.PdxLists;
import io.elanus.kernels.GraphKernels;
import io.elanus.kernels.RabitqQuery;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * How a vector becomes a row of a graph's file: a code of {@link GraphKernels}, behind a 1-bit code
 * of {@link RabitqQuery} where there are 256 values or more.
 *
 * <p>Value d of a vector, as the metric sees it, is about {@code mean[d] + spread[d] * scale *
 * code[d]}, where the scale of each vector makes its largest code 127 or -127. A search over codes
 * ranks by {@code bias + scale * sum of weights[d] * code[d]}: for IP and COSINE the bias is 0 and
 * the weights are {@code -q[d] * spread[d]}; for L2 the bias is the squared distance of the coded
 * vector to the mean and the weights are {@code -2 * (q[d] - mean[d]) * spread[d]}. What the sum
 * leaves out is the same for all vectors.
 *
 * @param mean of each dimension, see {@link ColumnStatistics}
 * @param spread standard deviation of each dimension, 1 where it is 0
 */
public record Codes(float[] mean, float[] spread, MetricType metric) {
  /** Nodes that the usual error is taken from. */
  private static final int ERROR_SAMPLE = 1 << 10;

  private static final int LINE = 64;

  /** Byte codes of so many values take five lines or more, their 1-bit codes one. */
  private static final int ONE_BIT_FROM = 256;

  /** Takes the statistics of evenly spaced nodes. */
  static Codes of(GraphRows rows, Cancellation cancellation) {
    ColumnStatistics columns = ColumnStatistics.of(rows, cancellation);
    return new Codes(columns.mean(), columns.spread(), rows.metric());
  }

  /**
   * Whether byte codes have 1-bit codes before them: not where these are nearly as long and tell
   * little.
   */
  static boolean hasOneBitCodes(int dim) {
    return dim >= ONE_BIT_FROM;
  }

  /** Where a row's code starts: behind its 1-bit code. */
  static long start(int dim) {
    return hasOneBitCodes(dim) ? RabitqQuery.bytes(dim) : 0;
  }

  /** Bytes from one row to the next; whole cache lines where that costs little. */
  public static long stride(int dim) {
    long bytes = start(dim) + GraphKernels.CODE_HEADER + GraphKernels.paddedDim(dim);
    long lines = (bytes + LINE - 1) / LINE * LINE;
    return lines <= bytes + bytes / 4 ? lines : bytes;
  }

  /**
   * Writes the row of a vector: its 1-bit code, where it has one, and its code.
   *
   * @param target zeroed
   * @return the Euclidean length of the residual over the code's scale
   */
  double encode(float[] vector, MemorySegment target, long offset) {
    int dim = vector.length;
    double largest = 0;
    for (int d = 0; d < dim; d++) {
      double size = Math.abs(((double) vector[d] - mean[d]) / spread[d]);
      largest = size > largest ? size : largest;
    }
    float scale = (float) (largest / Byte.MAX_VALUE);
    long code = offset + start(dim);
    double bias = 0;
    double residual = 0;
    for (int d = 0; d < dim; d++) {
      double value = (double) vector[d] - mean[d];
      double unit = (double) spread[d] * scale;
      int nearest = unit == 0 ? 0 : (int) Math.floor(value / unit + 0.5);
      int kept = Math.max(-Byte.MAX_VALUE, Math.min(Byte.MAX_VALUE, nearest));
      target.set(ValueLayout.JAVA_BYTE, code + GraphKernels.CODE_HEADER + d, (byte) kept);
      double coded = unit * kept;
      bias += coded * coded;
      residual += (value - coded) * (value - coded);
    }
    target.set(PdxLists.FLOAT, code, metric == MetricType.L2 ? (float) bias : 0);
    target.set(PdxLists.FLOAT, code + Float.BYTES, scale);
    if (hasOneBitCodes(dim)) {
      RabitqQuery.write(target, offset, dim);
    }
    return scale == 0 ? 0 : Math.sqrt(residual) / scale;
  }

  /** The root of the mean squared distance of vectors to their codes, of evenly spaced nodes. */
  double error(GraphRows rows) {
    int count = Math.min(ERROR_SAMPLE, rows.count());
    int dim = mean.length;
    float[] vector = new float[dim];
    double sum = 0;
    try (Arena arena = Arena.ofShared()) {
      // Of the class of the buffers that are written to files: C2 compiles the stores for it.
      MemorySegment row = arena.allocate(stride(dim));
      for (int i = 0; i < count; i++) {
        rows.copy(rows.nodes().first((int) ((long) i * rows.count() / count)), vector);
        double residual =
            encode(vector, row, 0) * row.get(PdxLists.FLOAT, start(dim) + Float.BYTES);
        sum += residual * residual;
      }
    }
    return count == 0 ? 0 : Math.sqrt(sum / count);
  }

  /** The weights of a query that the metric has seen already. */
  float[] weights(float[] query, int start) {
    float[] weights = new float[GraphKernels.paddedDim(mean.length)];
    for (int d = 0; d < mean.length; d++) {
      weights[d] =
          metric == MetricType.L2
              ? -2 * (query[start + d] - mean[d]) * spread[d]
              : -query[start + d] * spread[d];
    }
    return weights;
  }

  /** What must be added to a distance over codes to make it one over vectors. */
  double constant(float[] query, int start) {
    double sum = 0;
    for (int d = 0; d < mean.length; d++) {
      if (metric == MetricType.L2) {
        double difference = (double) query[start + d] - mean[d];
        sum += difference * difference;
      } else {
        sum -= (double) query[start + d] * mean[d];
      }
    }
    return sum;
  }

  /**
   * How far a search over codes goes.
   *
   * @param norm of the query as the metric sees it
   * @param constant of the query, see {@link #constant}
   */
  AdaptiveTermination termination(
      int capacity, int rank, double slope, double norm, double constant, TerminationTable table) {
    double error = table.error();
    return switch (metric) {
      case L2 -> new AdaptiveTermination(capacity, rank, slope, -constant, 2 * error * error);
      case COSINE ->
          new AdaptiveTermination(capacity, rank, slope, -1 - constant, noise(norm, table));
      default -> {
        double zero = -norm * table.greatestNorm() - constant;
        yield new AdaptiveTermination(capacity, rank, slope, zero, noise(norm, table));
      }
    };
  }

  /**
   * What inner products with codes are rarely wrong by: what a code leaves of a vector points
   * anywhere, so its part along a query is about the error over the root of the dimension, and
   * three times that is rare.
   */
  double noise(double norm, TerminationTable table) {
    return 3 * norm * table.error() / Math.sqrt(mean.length);
  }
}
