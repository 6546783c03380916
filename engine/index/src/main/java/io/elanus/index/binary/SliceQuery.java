package io.elanus.index.binary;

import io.elanus.kernels.SliceKernels;
import java.util.Arrays;

/**
 * Makes of a query what {@link SliceKernels} add: the planes of its set bits, or those of the
 * others where these are fewer; one thread's.
 */
final class SliceQuery {
  private final BitQueries queries;
  private final int dim;
  private final int[] planes;
  private int count;
  private long flip;
  private int offset;

  SliceQuery(BitQueries queries, int dim) {
    this.queries = queries;
    this.dim = dim;
    this.planes = new int[SliceKernels.planes(dim) + SliceKernels.STEP];
  }

  /** Takes a query, combined with the origin of a slice. */
  void set(int query, long[] origin) {
    int start = query * queries.words();
    int ones = 0;
    for (int w = 0; w < origin.length; w++) {
      ones += Long.bitCount(queries.values()[start + w] ^ origin[w]);
    }
    boolean set = ones <= dim / 2;
    count = 0;
    for (int w = 0; w < origin.length; w++) {
      long word = queries.values()[start + w] ^ origin[w];
      long left = set ? word : ~word & bits(w);
      for (; left != 0; left &= left - 1) {
        planes[count++] = w * Long.SIZE + Long.numberOfTrailingZeros(left);
      }
    }
    int padded = (count + SliceKernels.STEP - 1) / SliceKernels.STEP * SliceKernels.STEP;
    Arrays.fill(planes, count, padded, SliceKernels.zeros(dim));
    count = padded;
    // |q| + 2^b - 1 - v, where the complement of v is 2 * 2^b - 1 - v; |q| + v - 2^b + 1
    int half = 1 << SliceKernels.levels(dim) - 1;
    flip = set ? -1 : 0;
    offset = set ? ones - half : ones - half + 1;
  }

  /** The bits of a long that are some of the vector. */
  private long bits(int word) {
    int left = dim - word * Long.SIZE;
    return left >= Long.SIZE ? -1L : (1L << left) - 1;
  }

  int[] planes() {
    return planes;
  }

  /** How many of the planes are to be added. */
  int count() {
    return count;
  }

  /** Makes the sum grow with the distance. */
  long flip() {
    return flip;
  }

  /** What makes a distance of a sum. */
  int offset() {
    return offset;
  }
}
