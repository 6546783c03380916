package io.elanus.index.graph;

import io.elanus.index.BitRows;
import io.elanus.kernels.BitKernels;
import io.elanus.kernels.BitLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Some binary vectors laid out as panels that stay in a core's first cache.
 *
 * @param first number of the first one
 * @param ones how many bits of each are set
 */
record BitBlock(long[] panels, int first, int count, float[] ones) {
  /** Bytes of a block. */
  private static final int BYTES = 16 << 10;

  /** Vectors of the first block: a search that has no threshold yet takes all of them. */
  private static final int FIRST = 4 * BitKernels.LANES;

  /** Most vectors of a block that rows of this dimension make. */
  static int size(int dim) {
    long panels = BYTES / BitKernels.panelBytes(dim);
    return Math.clamp(panels, 4, 32) * BitKernels.LANES;
  }

  /**
   * Lays rows out.
   *
   * @param numbers the rows
   */
  static List<BitBlock> of(BitRows rows, int[] numbers) {
    List<BitBlock> blocks = new ArrayList<>();
    int words = BitKernels.words(rows.dim());
    int size;
    for (int first = 0; first < numbers.length; first += size) {
      size = first == 0 ? FIRST : size(rows.dim());
      int count = Math.min(size, numbers.length - first);
      int panelCount = (count + BitKernels.LANES - 1) / BitKernels.LANES;
      BitBlock block =
          new BitBlock(
              new long[panelCount * BitKernels.LANES * words], first, count, new float[count]);
      for (int i = 0; i < count; i++) {
        long row = (long) numbers[first + i] * rows.width();
        int panel = i / BitKernels.LANES * BitKernels.LANES * words;
        int lane = i % BitKernels.LANES;
        BitLayout.toPanel(rows.values(), row, rows.width(), block.panels, panel, lane);
        block.ones[i] = BitLayout.ones(rows.values(), row, rows.width());
      }
      blocks.add(block);
    }
    return blocks;
  }

  int panelCount() {
    return (count + BitKernels.LANES - 1) / BitKernels.LANES;
  }
}
