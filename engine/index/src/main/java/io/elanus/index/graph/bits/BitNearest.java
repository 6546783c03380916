package io.elanus.index.graph.bits;

import io.elanus.index.BitRows;
import io.elanus.index.binary.BitMetric;
import io.elanus.kernels.BitKernels;
import io.elanus.kernels.BitLayout;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.TopK;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the nearest of some chunks for groups of four rows; one thread's.
 *
 * <p>Under HAMMING distances are small whole numbers: the greatest that is among the nearest is
 * searched first, by counting, and only what is not above it is sorted.
 */
final class BitNearest {
  private final BitKernels kernels = Kernels.bestBits();
  private final BitRows rows;
  private final BitMetric metric;
  private final int kept;
  private final int words;
  private final long[] group;
  private final int[] ones = new int[BitKernels.GROUP];
  private final int[] chosen;
  private final TopK top;
  private final long[][] keys;
  private final int[] sizes = new int[BitKernels.GROUP];
  private int[][] differing = new int[0][];
  private int guess;

  /**
   * @param kept how many it finds for each row
   */
  BitNearest(BitRows rows, BitMetric metric, int kept) {
    this.rows = rows;
    this.metric = metric;
    this.kept = kept;
    this.words = BitKernels.words(rows.dim());
    this.group = new long[BitKernels.GROUP * words];
    this.chosen = new int[BitChunk.size(rows.dim())];
    this.top = new TopK(kept, Float.POSITIVE_INFINITY);
    this.keys = new long[BitKernels.GROUP][kept];
  }

  /** Heap bytes of one that compares rows of {@code dim} bits with {@code most} vectors. */
  static long bytes(long most, int dim, int kept) {
    return (long) BitKernels.GROUP * BitKernels.words(dim) * Long.BYTES
        + BitKernels.GROUP * (most + BitChunk.size(dim)) * Integer.BYTES
        + kept * (BitKernels.GROUP * Long.BYTES + 12L);
  }

  /** Makes a row one of the four that are compared. */
  void set(int r, int row) {
    long at = (long) row * rows.width();
    for (int w = 0; w < words; w++) {
      group[r * words + w] = BitLayout.word(rows.values(), at, rows.width(), w);
    }
    ones[r] = BitLayout.ones(group, r * words, words);
  }

  /**
   * Compares the first {@code count} of the four with all vectors of the chunks.
   *
   * @param self the number of the first one among those vectors, which it must not find, the next
   *     one's being the next; -1 where they are not among them
   */
  void run(List<BitChunk> chunks, int count, int self) {
    if (differing.length < chunks.size()) {
      differing = Arrays.copyOf(differing, chunks.size());
    }
    for (int b = 0; b < chunks.size(); b++) {
      BitChunk chunk = chunks.get(b);
      int size = BitKernels.GROUP * chunk.blockCount() * BitKernels.LANES;
      if (differing[b] == null || differing[b].length < size) {
        differing[b] = new int[size];
      }
      kernels.scanGroup(group, 0, chunk.blocks(), chunk.blockCount(), words, differing[b]);
    }
    for (int r = 0; r < count; r++) {
      int own = self < 0 ? -1 : self + r;
      if (metric == BitMetric.HAMMING) {
        count(chunks, r, own);
      } else {
        offer(chunks, r, own);
      }
    }
  }

  private static int start(BitChunk chunk, int r) {
    return r * chunk.blockCount() * BitKernels.LANES;
  }

  private int countUpTo(List<BitChunk> chunks, int r, int bound) {
    int found = 0;
    for (int b = 0; b < chunks.size(); b++) {
      BitChunk chunk = chunks.get(b);
      found += kernels.countUpTo(differing[b], start(chunk, r), chunk.count(), bound);
    }
    return found;
  }

  /** The least distance within which there are as many as are kept; at most the dimension. */
  private int bound(List<BitChunk> chunks, int r, int wanted) {
    // The bound of the row before is near that of this one.
    int low = -1;
    int high = rows.dim();
    int step = 2;
    int next = Math.clamp(guess, 0, high - 1);
    while (low + 1 < high) {
      if (countUpTo(chunks, r, next) >= wanted) {
        high = next;
        next = Math.max(low < 0 ? high - step : (low + high) >>> 1, low + 1);
      } else {
        low = next;
        next = Math.min(high == rows.dim() ? low + step : (low + high) >>> 1, high - 1);
      }
      step *= 2;
    }
    guess = high;
    return high;
  }

  private void count(List<BitChunk> chunks, int r, int own) {
    int bound = bound(chunks, r, own < 0 ? kept : kept + 1);
    long[] into = keys[r];
    int size = collect(chunks, r, own, bound - 1, -1, into, 0);
    if (size < kept) {
      size = collect(chunks, r, own, bound, bound, into, size);
    }
    Arrays.sort(into, 0, size);
    sizes[r] = size;
  }

  /**
   * Adds the vectors not further than a bound to the keys, as many as fit.
   *
   * @param only the distance that they must have; -1 for any
   */
  private int collect(
      List<BitChunk> chunks, int r, int own, int bound, int only, long[] into, int from) {
    int size = from;
    for (int b = 0; b < chunks.size() && size < kept; b++) {
      BitChunk chunk = chunks.get(b);
      int start = start(chunk, r);
      int found = kernels.choose(differing[b], start, chunk.count(), null, bound, 0, chosen);
      for (int i = 0; i < found && size < kept; i++) {
        int distance = differing[b][start + chosen[i]];
        int number = chunk.first() + chosen[i];
        if (number != own && (only < 0 || distance == only)) {
          into[size++] = TopK.key(distance, number);
        }
      }
    }
    return size;
  }

  private void offer(List<BitChunk> chunks, int r, int own) {
    top.reset();
    for (int b = 0; b < chunks.size(); b++) {
      BitChunk chunk = chunks.get(b);
      float threshold = top.threshold();
      int start = start(chunk, r);
      int found =
          kernels.choose(
              differing[b],
              start,
              chunk.count(),
              chunk.ones(),
              metric.base(threshold, ones[r]),
              metric.slope(threshold),
              chosen);
      for (int i = 0; i < found; i++) {
        int at = chosen[i];
        int number = chunk.first() + at;
        int rowOnes = (int) chunk.ones()[at];
        float distance = metric.distance(differing[b][start + at], ones[r], rowOnes);
        // Numbers ascend: of equal distances the first stay.
        if (number != own && (distance < top.threshold() || !top.full())) {
          top.push(distance, number, 0);
        }
      }
    }
    keys[r] = top.sorted();
    sizes[r] = keys[r].length;
  }

  /** What the last run found for one of the four, nearest first; {@link #size} of them. */
  long[] found(int r) {
    return keys[r];
  }

  /** How many the last run found for one of the four. */
  int size(int r) {
    return sizes[r];
  }
}
