package io.elanus.kernels;

import java.lang.foreign.MemorySegment;

/** The bit kernels in plain Java: the reference that tests compare with, and the fallback. */
final class ScalarBitKernels implements BitKernels {
  @Override
  public void scan(
      long[] queries,
      int queryOffset,
      MemorySegment blocks,
      long blockOffset,
      int blockCount,
      int words,
      int[] differing) {
    for (int block = 0; block < blockCount; block++) {
      long start = blockOffset + (long) block * words * LANES * Long.BYTES;
      for (int lane = 0; lane < LANES; lane++) {
        int sum = 0;
        for (int w = 0; w < words; w++) {
          long at = start + (w * LANES + lane) * (long) Long.BYTES;
          sum += Long.bitCount(queries[queryOffset + w] ^ blocks.get(BitLayout.LONG, at));
        }
        differing[block * LANES + lane] = sum;
      }
    }
  }

  @Override
  public void scanGroup(
      long[] queries, int queryOffset, long[] blocks, int blockCount, int words, int[] differing) {
    for (int r = 0; r < GROUP; r++) {
      int query = queryOffset + r * words;
      for (int block = 0; block < blockCount; block++) {
        int to = (r * blockCount + block) * LANES;
        for (int lane = 0; lane < LANES; lane++) {
          differing[to + lane] = differing(queries, query, blocks, block, lane, words);
        }
      }
    }
  }

  @Override
  public void nearGroup(
      long[] queries,
      int queryOffset,
      long[] blocks,
      int blockCount,
      int words,
      int[] bounds,
      long[] near,
      int[] sizes) {
    for (int r = 0; r < GROUP; r++) {
      int query = queryOffset + r * words;
      int first = r * blockCount * LANES;
      int to = first;
      for (int i = 0; i < blockCount * LANES; i++) {
        long differing = differing(queries, query, blocks, i / LANES, i % LANES, words);
        if (differing <= bounds[r]) {
          near[to++] = differing << Integer.SIZE | i;
        }
      }
      sizes[r] = to - first;
    }
  }

  @Override
  public void nearest(
      long[] blocks,
      int blockCount,
      long[] centres,
      int fromCentre,
      int toCentre,
      int words,
      long[] best) {
    for (int block = 0; block < blockCount; block++) {
      for (int lane = 0; lane < LANES; lane++) {
        long least = best[block * LANES + lane];
        for (int centre = fromCentre; centre < toCentre; centre++) {
          long differing = differing(centres, centre * words, blocks, block, lane, words);
          least = Math.min(least, differing << 32 | centre);
        }
        best[block * LANES + lane] = least;
      }
    }
  }

  @Override
  public void nearestLevels(
      long[] blocks,
      int blockCount,
      long[] levels,
      int[] squares,
      int fromCentre,
      int toCentre,
      int words,
      long[] best) {
    for (int block = 0; block < blockCount; block++) {
      for (int lane = 0; lane < LANES; lane++) {
        long least = best[block * LANES + lane];
        for (int centre = fromCentre; centre < toCentre; centre++) {
          int x = block * words * LANES + lane;
          long sum = 0;
          for (int plane = 0; plane < PLANES; plane++) {
            int level = (centre * PLANES + plane) * words;
            for (int w = 0; w < words; w++) {
              sum += (long) Long.bitCount(levels[level + w] & blocks[x + w * LANES]) << plane;
            }
          }
          long score = squares[centre] - 2 * TOP * sum;
          least = Math.min(least, score << 32 | centre);
        }
        best[block * LANES + lane] = least;
      }
    }
  }

  private static int differing(
      long[] queries, int query, long[] blocks, int block, int lane, int words) {
    return differing(queries, query, blocks, block * words * LANES + lane, words);
  }

  /**
   * Counts the bits in which a query and a vector of a block differ.
   *
   * @param start where the vector's first word is
   */
  static int differing(long[] queries, int query, long[] blocks, int start, int words) {
    int sum = 0;
    for (int w = 0; w < words; w++) {
      sum += Long.bitCount(queries[query + w] ^ blocks[start + w * LANES]);
    }
    return sum;
  }

  @Override
  public int choose(
      int[] differing, int from, int count, float[] ones, float base, float slope, int[] chosen) {
    return chooseFrom(0, 0, differing, from, count, ones, base, slope, chosen);
  }

  /** Goes on choosing at vector {@code first} when {@code found} are chosen already. */
  static int chooseFrom(
      int first,
      int found,
      int[] differing,
      int from,
      int count,
      float[] ones,
      float base,
      float slope,
      int[] chosen) {
    int size = found;
    for (int i = first; i < count; i++) {
      float bound = ones == null ? base : base + slope * ones[i];
      if (differing[from + i] <= bound) {
        chosen[size++] = i;
      }
    }
    return size;
  }

  @Override
  public int countUpTo(int[] numbers, int from, int count, int bound) {
    int found = 0;
    for (int i = from; i < from + count; i++) {
      found += numbers[i] <= bound ? 1 : 0;
    }
    return found;
  }
}
