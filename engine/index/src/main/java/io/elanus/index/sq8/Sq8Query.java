package io.elanus.index.sq8;

import io.elanus.api.index.MetricType;
import io.elanus.index.lists.PdxLists;
import io.elanus.index.lists.PreparedQueries;
import java.lang.foreign.MemorySegment;

/**
 * One list's frame, and how distances to what its codes stand for become bounds of distances to the
 * rows; scratch memory of one thread.
 *
 * <p>With centre m, steps s and codes c, an IP distance is {@code -q.m - (q s).c} and an L2
 * distance {@code |q - m|^2 - 2 ((q - m) s).c + |s c|^2}: a constant of query and list, which
 * {@link Member} keeps, and what a kernel computes from the scaled query and the biases. By
 * Cauchy-Schwarz an IP distance differs from the row's by at most {@code |q s|} times the error
 * that the list states, and by the triangle inequality the root of an L2 distance by at most that
 * error. Float32 arithmetic adds at most {@code (dim + 4) * u * (127 sum |t| + bias)} for a scaled
 * query t, where u is the rounding unit. Where such sums could overflow a float, nothing is known
 * of a distance.
 */
final class Sq8Query {
  private static final double UNIT = 0x1p-24;
  private static final double LARGEST_CODE = 128;

  /** Sums of terms that are less together do not overflow on the way. */
  private static final double LARGEST_SUM = 0x1p120;

  /** How far a float32 vector scaled to length 1 may be from the exact one. */
  private static final double NORMALISED = 0x1p-22;

  private final Sq8Lists lists;
  private final int dim;
  private final boolean squared;
  private final boolean exactCodes;
  private final float[] centre;
  private final float[] step;
  private double error;
  private double largestBias;

  /**
   * @param exactCodes whether distances to what codes stand for are the ones wanted
   */
  Sq8Query(Sq8Lists lists, boolean exactCodes) {
    this.lists = lists;
    this.dim = lists.dim();
    this.squared = lists.metric() == MetricType.L2;
    this.exactCodes = exactCodes;
    this.centre = new float[dim];
    this.step = new float[dim];
  }

  /** The constants of one query in one list. */
  static final class Member {
    private boolean squared;
    private double constant;
    private double slack;
    private double error;

    /** The kernel distance above which a row is further than a true distance. */
    float cut(float distance) {
      double bound;
      if (squared) {
        double root = Math.sqrt(Math.max(0, distance)) + error;
        bound = root * root - constant + slack;
      } else {
        bound = distance - constant + error + slack;
      }
      // Infinite where numbers are too large for floats: nothing is left out.
      return bound < Float.POSITIVE_INFINITY ? Math.nextUp((float) bound) : Float.POSITIVE_INFINITY;
    }

    /** A true distance is at least this. */
    float lower(float kernel) {
      double bound;
      if (squared) {
        double root = Math.sqrt(Math.max(0, kernel + constant - slack)) - error;
        bound = root > 0 ? root * root : 0;
        if (bound == 0) {
          return 0;
        }
      } else {
        bound = kernel + constant - error - slack;
      }
      return bound > Float.NEGATIVE_INFINITY && bound < Float.POSITIVE_INFINITY
          ? Math.nextDown((float) bound)
          : Float.NEGATIVE_INFINITY;
    }

    /** A true distance is at most this. */
    float upper(float kernel) {
      double bound;
      if (squared) {
        double root = Math.sqrt(Math.max(0, kernel + constant + slack)) + error;
        bound = root * root;
      } else {
        bound = kernel + constant + error + slack;
      }
      return bound < Float.POSITIVE_INFINITY ? Math.nextUp((float) bound) : Float.POSITIVE_INFINITY;
    }
  }

  /** Reads the frame of a list. */
  void load(int list) {
    long frame = lists.frameOffset(list);
    MemorySegment.copy(lists.codes(), PdxLists.FLOAT, frame, centre, 0, dim);
    long steps = frame + (long) dim * Float.BYTES;
    MemorySegment.copy(lists.codes(), PdxLists.FLOAT, steps, step, 0, dim);
    error = exactCodes ? 0 : lists.errors()[list];
    largestBias = 0;
    if (squared) {
      double sum = 0;
      for (int d = 0; d < dim; d++) {
        double value = step[d] * LARGEST_CODE;
        sum += value * value;
      }
      largestBias = sum;
    }
  }

  /**
   * Scales a query for the loaded list.
   *
   * @param target receives the value of dimension d at {@code start + d * stride}
   */
  void scale(
      PreparedQueries queries, int query, float[] target, int start, int stride, Member member) {
    float[] values = queries.values();
    int at = query * dim;
    member.squared = squared;
    if (squared) {
      scaleSquared(values, at, target, start, stride, member);
    } else {
      scaleProduct(values, at, target, start, stride, member);
    }
  }

  // Two sums in turn, so that an addition need not wait for the one before it.
  private void scaleSquared(
      float[] values, int at, float[] target, int start, int stride, Member member) {
    double constant = 0;
    double constant1 = 0;
    double norm = 0;
    double norm1 = 0;
    int to = start;
    int d = 0;
    for (; d + 2 <= dim; d += 2, to += 2 * stride) {
      double difference = values[at + d] - (double) centre[d];
      float scaled = (float) (-2 * difference * step[d]);
      target[to] = scaled;
      constant += difference * difference;
      norm += (double) scaled * scaled;
      double difference1 = values[at + d + 1] - (double) centre[d + 1];
      float scaled1 = (float) (-2 * difference1 * step[d + 1]);
      target[to + stride] = scaled1;
      constant1 += difference1 * difference1;
      norm1 += (double) scaled1 * scaled1;
    }
    if (d < dim) {
      double difference = values[at + d] - (double) centre[d];
      float scaled = (float) (-2 * difference * step[d]);
      target[to] = scaled;
      constant += difference * difference;
      norm += (double) scaled * scaled;
    }
    member.constant = constant + constant1;
    member.error = error;
    member.slack = slack(Math.sqrt(norm + norm1));
  }

  private void scaleProduct(
      float[] values, int at, float[] target, int start, int stride, Member member) {
    double constant = 0;
    double constant1 = 0;
    double squares = 0;
    double squares1 = 0;
    int to = start;
    int d = 0;
    for (; d + 2 <= dim; d += 2, to += 2 * stride) {
      float value = values[at + d];
      float scaled = -value * step[d];
      target[to] = scaled;
      constant -= (double) value * centre[d];
      squares += (double) scaled * scaled;
      float value1 = values[at + d + 1];
      float scaled1 = -value1 * step[d + 1];
      target[to + stride] = scaled1;
      constant1 -= (double) value1 * centre[d + 1];
      squares1 += (double) scaled1 * scaled1;
    }
    if (d < dim) {
      float value = values[at + d];
      float scaled = -value * step[d];
      target[to] = scaled;
      constant -= (double) value * centre[d];
      squares += (double) scaled * scaled;
    }
    double norm = Math.sqrt(squares + squares1) * (1 + 1e-6);
    member.constant = constant + constant1;
    member.error = error * norm;
    if (lists.metric() == MetricType.COSINE && !exactCodes) {
      member.error += NORMALISED;
    }
    member.slack = slack(norm);
  }

  private double slack(double norm) {
    // By Cauchy-Schwarz the absolute values of the scaled query add up to no more than this.
    double sum = norm * Math.sqrt(dim);
    double terms = LARGEST_CODE * sum + largestBias;
    return terms < LARGEST_SUM
        ? (dim + 4) * (UNIT * terms + LARGEST_CODE * Float.MIN_VALUE)
        : Double.POSITIVE_INFINITY;
  }
}
