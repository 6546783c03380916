package io.elanus.index.lists;

import io.elanus.base.Cancellation;
import java.util.Arrays;

/** Sorts what is so long that a cancel should not have to wait for it. */
public final class Sorting {
  /** So many longs are sorted in a few milliseconds. */
  private static final int AT_ONCE = 1 << 16;

  private Sorting() {}

  /** Sorts ascending; looks at the cancellation every few milliseconds. */
  public static void sort(long[] values, Cancellation cancellation) {
    sort(values, 0, values.length, cancellation);
  }

  private static void sort(long[] values, int first, int end, Cancellation cancellation) {
    int from = first;
    int to = end;
    while (to - from > AT_ONCE) {
      cancellation.check();
      int middle = divide(values, from, to);
      // The smaller part by a call, so that few calls are open at once.
      if (middle - from < to - middle) {
        sort(values, from, middle, cancellation);
        from = middle;
      } else {
        sort(values, middle, to, cancellation);
        to = middle;
      }
    }
    cancellation.check();
    Arrays.sort(values, from, to);
  }

  /** Moves small values before great ones and returns where those begin; neither part is empty. */
  private static int divide(long[] values, int from, int to) {
    long pivot = median(values[from], values[(from + to) >>> 1], values[to - 1]);
    int low = from;
    int high = to - 1;
    while (true) {
      while (values[low] < pivot) {
        low++;
      }
      while (values[high] > pivot) {
        high--;
      }
      if (low >= high) {
        // Both stand at the pivot, or past each other by one.
        return Math.max(from + 1, low);
      }
      long value = values[low];
      values[low++] = values[high];
      values[high--] = value;
    }
  }

  private static long median(long a, long b, long c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
