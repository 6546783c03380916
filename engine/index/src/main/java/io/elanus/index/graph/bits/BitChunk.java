package io.elanus.index.graph.bits;

import io.elanus.index.BitRows;
import io.elanus.kernels.BitKernels;
import io.elanus.kernels.BitLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Some binary vectors laid out in blocks that stay in a core's first cache.
 *
 * @param first number of the first one
 * @param ones how many bits of each are set
 */
record BitChunk(long[] blocks, int first, int count, float[] ones) {
  /** Bytes of a chunk. */
  private static final int BYTES = 16 << 10;

  /** Vectors of the first chunk: a search that has no threshold yet takes all of them. */
  private static final int FIRST = 4 * BitKernels.LANES;

  /** Most vectors of a chunk that rows of this dimension make. */
  static int size(int dim) {
    long blocks = BYTES / BitKernels.blockBytes(dim);
    return Math.clamp(blocks, 4, 32) * BitKernels.LANES;
  }

  /**
   * Lays rows out.
   *
   * @param numbers the rows
   */
  static List<BitChunk> of(BitRows rows, int[] numbers) {
    List<BitChunk> chunks = new ArrayList<>();
    int words = BitKernels.words(rows.dim());
    int size;
    for (int first = 0; first < numbers.length; first += size) {
      size = first == 0 ? FIRST : size(rows.dim());
      int count = Math.min(size, numbers.length - first);
      int blockCount = (count + BitKernels.LANES - 1) / BitKernels.LANES;
      BitChunk chunk =
          new BitChunk(
              new long[blockCount * BitKernels.LANES * words], first, count, new float[count]);
      for (int i = 0; i < count; i++) {
        long row = (long) numbers[first + i] * rows.width();
        int block = i / BitKernels.LANES * BitKernels.LANES * words;
        int lane = i % BitKernels.LANES;
        BitLayout.toBlock(rows.values(), row, rows.width(), chunk.blocks, block, lane);
        chunk.ones[i] = BitLayout.ones(rows.values(), row, rows.width());
      }
      chunks.add(chunk);
    }
    return chunks;
  }

  int blockCount() {
    return (count + BitKernels.LANES - 1) / BitKernels.LANES;
  }
}
