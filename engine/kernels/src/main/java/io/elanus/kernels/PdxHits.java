package io.elanus.kernels;

/**
 * Blocks in which a kernel found lanes at or below the threshold, with all 16 distances of each.
 *
 * <p>Reused between calls, so that scans allocate nothing. Not safe for concurrent use.
 */
public final class PdxHits {
  /**
   * Most blocks one scan of a group may cover with these hits; a scan of one query covers four
   * times as many.
   */
  public static final int BLOCKS = 64;

  final int[] blocks = new int[BLOCKS * PdxKernels.GROUP];
  final int[] queries = new int[BLOCKS * PdxKernels.GROUP];
  final int[] masks = new int[BLOCKS * PdxKernels.GROUP];
  final float[] distances = new float[BLOCKS * PdxKernels.GROUP * PdxKernels.LANES];
  final float[] tile = new float[2 * PdxKernels.GROUP * PdxKernels.LANES];
  int count;

  public int count() {
    return count;
  }

  /** Number of the block within the scan. */
  public int block(int hit) {
    return blocks[hit];
  }

  /** Which of the queries of a group; 0 for a scan of one query. */
  public int query(int hit) {
    return queries[hit];
  }

  /** Bit {@code lane} is set where that lane is not above the threshold. */
  public int mask(int hit) {
    return masks[hit];
  }

  public float distance(int hit, int lane) {
    return distances[hit * PdxKernels.LANES + lane];
  }

  /**
   * Adds distances {@code [part * 16, part * 16 + 16)} of the tile.
   *
   * @param mask the lanes that are not above the threshold, at least one
   */
  void add(int part, int mask, int block, int query) {
    blocks[count] = block;
    queries[count] = query;
    masks[count] = mask;
    int from = part * PdxKernels.LANES;
    System.arraycopy(tile, from, distances, count * PdxKernels.LANES, PdxKernels.LANES);
    count++;
  }

  /**
   * Adds distances {@code [part * 16, part * 16 + 16)} of the tile, if one is not above the
   * threshold.
   */
  void addBelow(int part, float threshold, int block, int query) {
    int from = part * PdxKernels.LANES;
    int mask = 0;
    for (int lane = 0; lane < PdxKernels.LANES; lane++) {
      // Not "<=": an undecidable NaN must reach the exact check.
      if (!(tile[from + lane] > threshold)) {
        mask |= 1 << lane;
      }
    }
    if (mask != 0) {
      add(part, mask, block, query);
    }
  }
}
