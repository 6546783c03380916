package io.elanus.kernels;

import java.lang.foreign.MemorySegment;

/** The bit kernels in plain Java: the reference that tests compare with, and the fallback. */
final class ScalarBitKernels implements BitKernels {
  @Override
  public void scan(
      long[] queries,
      int queryOffset,
      MemorySegment panels,
      long panelOffset,
      int panelCount,
      int words,
      int[] differing) {
    for (int panel = 0; panel < panelCount; panel++) {
      long start = panelOffset + (long) panel * words * LANES * Long.BYTES;
      for (int lane = 0; lane < LANES; lane++) {
        int sum = 0;
        for (int w = 0; w < words; w++) {
          long at = start + (w * LANES + lane) * (long) Long.BYTES;
          sum += Long.bitCount(queries[queryOffset + w] ^ panels.get(BitLayout.LONG, at));
        }
        differing[panel * LANES + lane] = sum;
      }
    }
  }

  @Override
  public void scanGroup(
      long[] queries, int queryOffset, long[] panels, int panelCount, int words, int[] differing) {
    for (int r = 0; r < GROUP; r++) {
      int query = queryOffset + r * words;
      for (int panel = 0; panel < panelCount; panel++) {
        int to = (r * panelCount + panel) * LANES;
        for (int lane = 0; lane < LANES; lane++) {
          differing[to + lane] = differing(queries, query, panels, panel, lane, words);
        }
      }
    }
  }

  @Override
  public void nearGroup(
      long[] queries,
      int queryOffset,
      long[] panels,
      int panelCount,
      int words,
      int[] bounds,
      long[] near,
      int[] sizes) {
    for (int r = 0; r < GROUP; r++) {
      int query = queryOffset + r * words;
      int first = r * panelCount * LANES;
      int to = first;
      for (int i = 0; i < panelCount * LANES; i++) {
        long differing = differing(queries, query, panels, i / LANES, i % LANES, words);
        if (differing <= bounds[r]) {
          near[to++] = differing << Integer.SIZE | i;
        }
      }
      sizes[r] = to - first;
    }
  }

  @Override
  public void nearest(
      long[] panels,
      int panelCount,
      long[] centres,
      int fromCentre,
      int toCentre,
      int words,
      long[] best) {
    for (int panel = 0; panel < panelCount; panel++) {
      for (int lane = 0; lane < LANES; lane++) {
        long least = best[panel * LANES + lane];
        for (int centre = fromCentre; centre < toCentre; centre++) {
          long differing = differing(centres, centre * words, panels, panel, lane, words);
          least = Math.min(least, differing << 32 | centre);
        }
        best[panel * LANES + lane] = least;
      }
    }
  }

  @Override
  public void nearestLevels(
      long[] panels,
      int panelCount,
      long[] levels,
      int[] squares,
      int fromCentre,
      int toCentre,
      int words,
      long[] best) {
    for (int panel = 0; panel < panelCount; panel++) {
      for (int lane = 0; lane < LANES; lane++) {
        long least = best[panel * LANES + lane];
        for (int centre = fromCentre; centre < toCentre; centre++) {
          int x = panel * words * LANES + lane;
          long sum = 0;
          for (int plane = 0; plane < PLANES; plane++) {
            int level = (centre * PLANES + plane) * words;
            for (int w = 0; w < words; w++) {
              sum += (long) Long.bitCount(levels[level + w] & panels[x + w * LANES]) << plane;
            }
          }
          long score = squares[centre] - 2 * TOP * sum;
          least = Math.min(least, score << 32 | centre);
        }
        best[panel * LANES + lane] = least;
      }
    }
  }

  private static int differing(
      long[] queries, int query, long[] panels, int panel, int lane, int words) {
    return differing(queries, query, panels, panel * words * LANES + lane, words);
  }

  /**
   * Counts the bits in which a query and a vector of a panel differ.
   *
   * @param start where the vector's first word is
   */
  static int differing(long[] queries, int query, long[] panels, int start, int words) {
    int sum = 0;
    for (int w = 0; w < words; w++) {
      sum += Long.bitCount(queries[query + w] ^ panels[start + w * LANES]);
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
