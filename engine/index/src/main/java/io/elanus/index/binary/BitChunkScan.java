package io.elanus.index.binary;

import io.elanus.index.BitRows;
import io.elanus.index.RangeCandidates;
import io.elanus.index.SearchTask;
import io.elanus.index.lists.ChunkSearch;
import io.elanus.kernels.BitKernels;
import io.elanus.kernels.BitLayout;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.TopK;

/**
 * Scans chunks of row-major rows for some queries and keeps the nearest of each; one thread's.
 *
 * <p>A few queries go over the rows as they lie; for more, the chunk is laid out in blocks first,
 * so that four queries share each load.
 */
final class BitChunkScan implements ChunkSearch.Scanner {
  private static final int PACK_FROM = 8;

  private final BitRows rows;
  private final BitQueries queries;
  private final int from;
  private final int to;
  private final int words;
  private final BitKernels kernels = Kernels.bestBits();
  private final BitChoice choice;
  private final BitGroupScan groupScan;
  private final TopK[] found;
  private final int[] differing;
  private final float[] ones;
  private final long[] zero;
  private final long[] blocks;
  private final long[] groups;

  /**
   * @param size most rows of a chunk, a multiple of 16
   */
  BitChunkScan(
      BitRows rows,
      BitMetric metric,
      BitQueries queries,
      int from,
      int to,
      int k,
      int size,
      SearchTask task) {
    this.rows = rows;
    this.queries = queries;
    this.from = from;
    this.to = to;
    this.words = queries.words();
    this.choice = new BitChoice(kernels, metric, task.filter(), size);
    this.found = new TopK[to - from];
    for (int i = 0; i < found.length; i++) {
      found[i] = RangeCandidates.of(task.range(), k);
    }
    this.groupScan = new BitGroupScan(kernels, metric, task.filter(), words, size);
    this.differing = new int[size];
    this.ones = metric.needsOnes() ? new float[size] : null;
    this.zero = new long[words];
    boolean packed = to - from >= PACK_FROM;
    this.blocks = packed ? new long[size * words] : null;
    int padded = (to - from + BitKernels.GROUP - 1) / BitKernels.GROUP * BitKernels.GROUP;
    this.groups = packed ? new long[padded * words] : null;
    for (int i = 0; packed && i < to - from; i++) {
      queries.copy(from + i, groups, i);
    }
  }

  @Override
  public TopK found(int query) {
    return found[query - from];
  }

  @Override
  public void scan(int firstRow, int count) {
    long offset = (long) firstRow * rows.width();
    if (ones != null) {
      // The bits in which a row differs from zero are those that are set.
      kernels.scanRows(zero, 0, rows.values(), offset, count, rows.width(), differing);
      for (int i = 0; i < count; i++) {
        ones[i] = differing[i];
      }
    }
    if (blocks == null) {
      for (int query = from; query < to; query++) {
        kernels.scanRows(
            queries.values(), query * words, rows.values(), offset, count, rows.width(), differing);
        choice.offer(
            differing,
            0,
            count,
            ones,
            queries.ones()[query],
            row -> row,
            firstRow,
            found[query - from]);
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      int block = i / BitKernels.LANES * BitKernels.LANES * words;
      long row = offset + (long) i * rows.width();
      BitLayout.toBlock(rows.values(), row, rows.width(), blocks, block, i % BitKernels.LANES);
    }
    for (int query = from; query < to; query += BitKernels.GROUP) {
      int some = Math.min(BitKernels.GROUP, to - query);
      for (int r = 0; r < some; r++) {
        groupScan.set(r, queries.ones()[query + r], found[query + r - from]);
      }
      groupScan.scan(
          groups, (query - from) * words, some, blocks, count, ones, row -> row, firstRow);
    }
  }
}
