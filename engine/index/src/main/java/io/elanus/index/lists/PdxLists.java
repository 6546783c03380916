package io.elanus.index.lists;

import io.elanus.api.index.MetricType;
import io.elanus.kernels.PdxKernels;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Vectors in lists, each list a run of whole blocks, the dimension-major blocks of {@link
 * PdxKernels}. A vector's place is its slot: {@code block * 16 + lane}.
 *
 * @param blocks the blocks of all lists, one after another
 * @param bias one float per slot: the squared norm for L2, 0 for IP and COSINE, positive infinity
 *     for padding
 * @param ordinals the row in each slot, -1 for padding; null where slot s holds row s
 * @param starts first block of each list, and the number of blocks at the end
 * @param rows how many vectors there are
 */
public record PdxLists(
    MemorySegment blocks,
    MemorySegment bias,
    MemorySegment ordinals,
    int[] starts,
    int rows,
    int dim,
    MetricType metric) {
  /** A row ordinal or other integer in an index file. */
  public static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** A value in an index file. */
  public static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** A norm or other fact in an index file. */
  public static final ValueLayout.OfDouble DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  public int lists() {
    return starts.length - 1;
  }

  /** The row in a slot, or -1 for padding. */
  public int row(int slot) {
    if (ordinals == null) {
      return slot < rows ? slot : -1;
    }
    return ordinals.get(INT, (long) slot * Integer.BYTES);
  }

  public long blockOffset(int block) {
    return block * PdxKernels.blockBytes(dim);
  }

  public static long biasOffset(int block) {
    return (long) block * PdxKernels.LANES * Float.BYTES;
  }

  /** First block of each list when each starts a new block, and the number of blocks at the end. */
  public static int[] blockStarts(int[] starts) {
    int[] blocks = new int[starts.length];
    for (int list = 0; list + 1 < starts.length; list++) {
      int size = starts[list + 1] - starts[list];
      blocks[list + 1] = blocks[list] + (size + PdxKernels.LANES - 1) / PdxKernels.LANES;
    }
    return blocks;
  }
}
