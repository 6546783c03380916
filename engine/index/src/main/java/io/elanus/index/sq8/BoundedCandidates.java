package io.elanus.index.sq8;

import io.elanus.api.index.DistanceRange;
import io.elanus.index.RangeCandidates;
import io.elanus.kernels.TopK;
import java.util.Arrays;

/**
 * What is known about a query's neighbours while its lists are scanned.
 *
 * <p>Every row seen has a lower and an upper bound of its distance. The k-th smallest upper bound
 * is the threshold: rows whose lower bound lies above it cannot be among the nearest. The others
 * wait here for their exact distance. Of rows that may be nearer than the range of the search the
 * upper bounds say nothing about the k-th that is in it.
 */
final class BoundedCandidates {
  private static final int FEWEST_WAITING = 32;

  private final int k;
  private final DistanceRange range;
  private final TopK uppers;
  private float bound;
  private TopK exact;
  private float[] lowers = new float[FEWEST_WAITING];
  private int[] slots = new int[FEWEST_WAITING];
  private int size;
  private int tooNear;

  /**
   * @param range of the distances that are of interest
   * @param bound no row further than this is of interest either
   */
  BoundedCandidates(int k, DistanceRange range, float bound) {
    this.k = k;
    this.range = range;
    this.bound = Math.min(bound, range.farthest());
    this.uppers = new TopK(k, this.bound);
  }

  /** No row whose distance is certainly below this is of interest. */
  float nearest() {
    return range.nearest();
  }

  /** Takes note of a row whose distance is certainly below that. */
  void noteTooNear() {
    tooNear++;
  }

  /** How many rows turned out to be too near. */
  int tooNear() {
    return tooNear + (exact == null ? 0 : exact.tooNear());
  }

  /** No row whose distance is certainly above this can be among the nearest. */
  float threshold() {
    return bound;
  }

  /** How many rows may wait before {@link Rescorer} must look at them. */
  private int limit() {
    return Math.max(4096, 4 * k);
  }

  /**
   * Takes note of a row.
   *
   * @return whether too many rows wait, so that this one must be offered again
   */
  boolean offer(float lower, float upper, int slot) {
    if (lower > bound) {
      return false;
    }
    if (size == slots.length) {
      prune();
      if (size > slots.length / 2) {
        if (size >= limit()) {
          return true;
        }
        lowers = Arrays.copyOf(lowers, 2 * slots.length);
        slots = Arrays.copyOf(slots, 2 * slots.length);
      }
    }
    if (lower >= range.nearest()) {
      uppers.push(upper, 0, 0);
      bound = Math.min(bound, uppers.threshold());
    }
    lowers[size] = lower;
    slots[size++] = slot;
    return false;
  }

  /** Forgets the rows that a later threshold excludes. */
  void prune() {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (!(lowers[i] > bound)) {
        lowers[kept] = lowers[i];
        slots[kept++] = slots[i];
      }
    }
    size = kept;
  }

  int size() {
    return size;
  }

  float lower(int i) {
    return lowers[i];
  }

  int slot(int i) {
    return slots[i];
  }

  /** Forgets the waiting rows, whose exact distances are now known. */
  void clear() {
    size = 0;
  }

  void pushExact(float distance, int row) {
    if (exact == null) {
      exact = RangeCandidates.of(range, k);
    }
    exact.push(distance, row, 0);
    bound = Math.min(bound, exact.threshold());
  }

  /** Takes over what another found in other lists. */
  void merge(BoundedCandidates other) {
    tooNear += other.tooNear;
    uppers.pushAll(other.uppers);
    bound = Math.min(Math.min(bound, other.bound), uppers.threshold());
    if (other.exact != null) {
      if (exact == null) {
        exact = other.exact;
      } else {
        exact.pushAll(other.exact);
      }
      bound = Math.min(bound, exact.threshold());
    }
    int total = size + other.size;
    if (total > slots.length) {
      lowers = Arrays.copyOf(lowers, total);
      slots = Arrays.copyOf(slots, total);
    }
    System.arraycopy(other.lowers, 0, lowers, size, other.size);
    System.arraycopy(other.slots, 0, slots, size, other.size);
    size = total;
  }

  /** The nearest rows once no row waits. */
  long[] sorted() {
    return exact == null ? new long[0] : exact.sorted();
  }
}
