package io.elanus.index.binary;

import io.elanus.index.BitRows;
import io.elanus.index.BuildContext;
import io.elanus.index.SectionSink;
import io.elanus.index.lists.Parallel;
import io.elanus.index.lists.Sections;
import io.elanus.kernels.BitKernels;
import io.elanus.kernels.BitLayout;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Writes binary rows as bit blocks, with memory for a few megabytes of them at a time.
 *
 * <p>Sections, little-endian: the blocks, word w of the vector in lane l at long {@code w * 16 +
 * l}, padding slots zero; and, for metrics that need it, one float per slot: the number of set
 * bits, 0 for padding.
 */
final class BitPdxWriter {
  private static final long BUFFER_BYTES = 4 << 20;

  private final BitRows rows;
  private final int[] slots;
  private final int blocks;
  private final boolean withOnes;
  private final BuildContext context;
  private final long[][] scratch;

  /**
   * @param slots the row in each slot, -1 for padding; null where slot s holds row s
   */
  BitPdxWriter(BitRows rows, int[] slots, boolean withOnes, BuildContext context) {
    this.rows = rows;
    this.slots = slots;
    this.blocks = slots == null ? blocks(rows.count()) : slots.length / BitKernels.LANES;
    this.withOnes = withOnes;
    this.context = context;
    int words = BitKernels.words(rows.dim());
    this.scratch = new long[Math.max(1, context.threads())][words * BitKernels.LANES];
  }

  /** Blocks that hold this many vectors. */
  static int blocks(int vectors) {
    return (int) (((long) vectors + BitKernels.LANES - 1) / BitKernels.LANES);
  }

  /**
   * Bytes that it holds while it writes: the number of set bits of each slot, and the buffer
   * outside of the heap.
   */
  static long heapBytes(long slots, int dim, boolean withOnes, int threads) {
    long blockBytes = BitKernels.blockBytes(dim);
    long blocks = (slots + BitKernels.LANES - 1) / BitKernels.LANES;
    long buffer = Math.clamp(BUFFER_BYTES / blockBytes, 1, Math.max(1, blocks)) * blockBytes;
    long ones = withOnes ? slots * Float.BYTES : 0;
    return threads * blockBytes + ones + Math.max(buffer, Sections.bufferBytes(ones / Float.BYTES));
  }

  /** Writes the blocks and, where they are needed, the numbers of set bits. */
  void write(String blockSection, String onesSection, SectionSink sink) throws IOException {
    float[] ones = withOnes ? new float[Math.multiplyExact(blocks, BitKernels.LANES)] : null;
    long blockBytes = BitKernels.blockBytes(rows.dim());
    int step = Math.clamp(BUFFER_BYTES / blockBytes, 1, Math.max(1, blocks));
    sink.begin(blockSection);
    try (Arena arena = Arena.ofShared()) {
      MemorySegment buffer = arena.allocate(step * blockBytes, 64);
      for (int first = 0; first < blocks; first += step) {
        int from = first;
        int count = Math.min(step, blocks - from);
        Parallel.run(
            context.threads(),
            context.executor(),
            count,
            context.cancellation(),
            (item, thread) -> fill(from + item, buffer, item * blockBytes, ones, scratch[thread]));
        sink.write(buffer.asSlice(0, count * blockBytes));
      }
    }
    if (withOnes) {
      sink.begin(onesSection);
      Sections.write(sink, ones);
    }
  }

  private void fill(int block, MemorySegment buffer, long offset, float[] ones, long[] values) {
    int words = BitKernels.words(rows.dim());
    int filled = 0;
    for (; filled < BitKernels.LANES; filled++) {
      int slot = block * BitKernels.LANES + filled;
      int row = slots != null ? slots[slot] : slot < rows.count() ? slot : -1;
      if (row < 0) {
        break; // padding ends a list
      }
      long at = (long) row * rows.width();
      BitLayout.toBlock(rows.values(), at, rows.width(), values, 0, filled);
      if (ones != null) {
        ones[slot] = BitLayout.ones(rows.values(), at, rows.width());
      }
    }
    BitLayout.clearLanes(values, 0, words, filled);
    MemorySegment.copy(values, 0, buffer, BitLayout.LONG, offset, words * BitKernels.LANES);
    context.listener().advance(filled);
  }
}
