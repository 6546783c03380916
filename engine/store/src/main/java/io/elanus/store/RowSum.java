package io.elanus.store;

/**
 * The checksum of the tail of a segment: the sum, modulo 2^64, of a hash of each row's ordinal and
 * cells. A sum can be kept up to date as rows come and go, in any order. SQLite has no checksum of
 * its own pages.
 */
final class RowSum {
  private long sum;
  private long hash;

  /** Begins a row; its cells follow. */
  void row(long ordinal) {
    end();
    hash = mix(ordinal + 1);
  }

  /** Adds a cell of the row. */
  void add(ScalarValues values, int row) {
    switch (values) {
      case ScalarValues.Integers integers -> add(integers.values()[row]);
      // SQLite keeps -0 as 0, and has one NaN.
      case ScalarValues.Reals reals -> add(Double.doubleToLongBits(reals.values()[row] + 0.0));
      case ScalarValues.Texts texts -> {
        String text = texts.values()[row];
        add((long) text.length() << 32 ^ text.hashCode());
      }
    }
  }

  private void add(long value) {
    hash = mix(hash * 31 + value);
  }

  private void end() {
    sum += hash;
    hash = 0;
  }

  /** The sum of all rows so far. */
  long value() {
    end();
    return sum;
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). */
  private static long mix(long value) {
    long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
