package io.elanus.index.diskann;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The ADC lookup table of a query: what each word of each part adds to a query's distance, in 16
 * bits: one scale for all parts, so that distances are sums of whole numbers. One thread's.
 */
final class AdcTable implements QueryScorer {
  private static final int WORDS = 256;
  private static final int LARGEST = (1 << 16) - 1;
  private static final ValueLayout.OfLong WORD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final ByteCodebooks codebooks;
  private final MemorySegment codes;
  private final int stride;
  private final char[] table;
  private final float[] values;
  // The words of part after part, dimension-major, so that all of a part are measured at once.
  private final float[] words;

  @SuppressWarnings("unused") // keeps reads alive
  private byte touched;

  /**
   * @param codes of each node, see {@link ByteCodebooks#encode}
   */
  AdcTable(ByteCodebooks codebooks, MemorySegment codes) {
    this.codebooks = codebooks;
    this.codes = codes;
    this.stride = codebooks.parts().stride();
    this.table = new char[stride * WORDS];
    this.values = new float[codebooks.parts().count() * WORDS];
    this.words = transposed(codebooks);
  }

  private static float[] transposed(ByteCodebooks codebooks) {
    int size = codebooks.size();
    float[] words = new float[codebooks.words().length];
    for (int part = 0; part < codebooks.parts().count(); part++) {
      int start = codebooks.start(part);
      int length = codebooks.parts().length(part);
      for (int i = 0; i < size * length; i++) {
        words[start + i % length * size + i / length] = codebooks.words()[start + i];
      }
    }
    return words;
  }

  /** Heap bytes of one. */
  static long bytes(Parts parts) {
    return (long) parts.stride() * WORDS * (Character.BYTES + Float.BYTES)
        + (long) parts.dim() * WORDS * Float.BYTES;
  }

  @Override
  public void set(float[] points, int start, boolean squared) {
    Parts parts = codebooks.parts();
    int size = codebooks.size();
    float[] least = new float[parts.count()];
    float widest = 0;
    for (int part = 0; part < parts.count(); part++) {
      fill(part, points, start, squared);
      float smallest = Float.POSITIVE_INFINITY;
      float largest = Float.NEGATIVE_INFINITY;
      for (int i = part * WORDS; i < part * WORDS + size; i++) {
        smallest = Math.min(smallest, values[i]);
        largest = Math.max(largest, values[i]);
      }
      least[part] = smallest;
      widest = Math.max(widest, largest - smallest);
    }
    float scale = widest > 0 ? LARGEST / widest : 0;
    for (int part = 0; part < parts.count(); part++) {
      for (int i = part * WORDS; i < part * WORDS + size; i++) {
        table[i] = (char) ((values[i] - least[part]) * scale);
      }
    }
  }

  private void fill(int part, float[] points, int start, boolean squared) {
    int first = start + codebooks.parts().start(part);
    int size = codebooks.size();
    int row = part * WORDS;
    Arrays.fill(values, row, row + size, 0);
    for (int d = 0; d < codebooks.parts().length(part); d++) {
      int at = codebooks.start(part) + d * size;
      if (squared) {
        addSquares(points[first + d], at, row, size);
      } else {
        addProducts(-points[first + d], at, row, size);
      }
    }
  }

  private void addSquares(float value, int at, int row, int size) {
    for (int word = 0; word < size; word++) {
      float difference = value - words[at + word];
      values[row + word] += difference * difference;
    }
  }

  private void addProducts(float value, int at, int row, int size) {
    for (int word = 0; word < size; word++) {
      values[row + word] += value * words[at + word];
    }
  }

  @Override
  public void score(int[] nodes, int count, float[] distances) {
    // Asks for the codes of all before any is waited for.
    byte sum = 0;
    for (int i = 0; i < count; i++) {
      sum += codes.get(ValueLayout.JAVA_BYTE, (long) nodes[i] * stride);
    }
    touched += sum; // keeps the reads alive
    for (int i = 0; i < count; i++) {
      distances[i] = distance(nodes[i]);
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>The distance to the code of a node, less a constant and in units of the point's own: a whole
   * number that a float holds exactly, up to 256 parts.
   */
  @Override
  public float distance(int node) {
    long at = (long) node * stride;
    int sum = 0;
    for (int i = 0; i < stride; i += Long.BYTES) {
      long word = codes.get(WORD, at + i);
      int low = (int) word;
      int high = (int) (word >>> 32);
      int row = i * WORDS;
      sum +=
          table[row + (low & 255)]
              + table[row + WORDS + (low >>> 8 & 255)]
              + table[row + 2 * WORDS + (low >>> 16 & 255)]
              + table[row + 3 * WORDS + (low >>> 24)]
              + table[row + 4 * WORDS + (high & 255)]
              + table[row + 5 * WORDS + (high >>> 8 & 255)]
              + table[row + 6 * WORDS + (high >>> 16 & 255)]
              + table[row + 7 * WORDS + (high >>> 24)];
    }
    return sum;
  }
}
