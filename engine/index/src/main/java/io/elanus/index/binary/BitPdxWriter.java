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
 * Writes binary rows as bit panels, with memory for a few megabytes of them at a time.
 *
 * <p>Sections, little-endian: the panels, word w of the vector in lane l at long {@code w * 16 +
 * l}, padding slots zero; and, for metrics that need it, one float per slot: the number of set
 * bits, 0 for padding.
 */
final class BitPdxWriter {
  private static final long BUFFER_BYTES = 4 << 20;

  private final BitRows rows;
  private final int[] slots;
  private final int panels;
  private final boolean withOnes;
  private final BuildContext context;
  private final long[][] scratch;

  /**
   * @param slots the row in each slot, -1 for padding; null where slot s holds row s
   */
  BitPdxWriter(BitRows rows, int[] slots, boolean withOnes, BuildContext context) {
    this.rows = rows;
    this.slots = slots;
    this.panels = slots == null ? panels(rows.count()) : slots.length / BitKernels.LANES;
    this.withOnes = withOnes;
    this.context = context;
    int words = BitKernels.words(rows.dim());
    this.scratch = new long[Math.max(1, context.threads())][words * BitKernels.LANES];
  }

  /** Panels that hold this many vectors. */
  static int panels(int vectors) {
    return (int) (((long) vectors + BitKernels.LANES - 1) / BitKernels.LANES);
  }

  /**
   * Bytes that it holds while it writes: the number of set bits of each slot, and the buffer
   * outside of the heap.
   */
  static long heapBytes(long slots, int dim, boolean withOnes, int threads) {
    long panelBytes = BitKernels.panelBytes(dim);
    long panels = (slots + BitKernels.LANES - 1) / BitKernels.LANES;
    long buffer = Math.clamp(BUFFER_BYTES / panelBytes, 1, Math.max(1, panels)) * panelBytes;
    long ones = withOnes ? slots * Float.BYTES : 0;
    return threads * panelBytes + ones + Math.max(buffer, Sections.bufferBytes(ones / Float.BYTES));
  }

  /** Writes the panels and, where they are needed, the numbers of set bits. */
  void write(String panelSection, String onesSection, SectionSink sink) throws IOException {
    float[] ones = withOnes ? new float[Math.multiplyExact(panels, BitKernels.LANES)] : null;
    long panelBytes = BitKernels.panelBytes(rows.dim());
    int step = Math.clamp(BUFFER_BYTES / panelBytes, 1, Math.max(1, panels));
    sink.begin(panelSection);
    try (Arena arena = Arena.ofShared()) {
      MemorySegment buffer = arena.allocate(step * panelBytes, 64);
      for (int first = 0; first < panels; first += step) {
        int from = first;
        int count = Math.min(step, panels - from);
        Parallel.run(
            context.threads(),
            context.executor(),
            count,
            context.cancellation(),
            (item, thread) -> fill(from + item, buffer, item * panelBytes, ones, scratch[thread]));
        sink.write(buffer.asSlice(0, count * panelBytes));
      }
    }
    if (withOnes) {
      sink.begin(onesSection);
      Sections.write(sink, ones);
    }
  }

  private void fill(int panel, MemorySegment buffer, long offset, float[] ones, long[] values) {
    int words = BitKernels.words(rows.dim());
    int filled = 0;
    for (; filled < BitKernels.LANES; filled++) {
      int slot = panel * BitKernels.LANES + filled;
      int row = slots != null ? slots[slot] : slot < rows.count() ? slot : -1;
      if (row < 0) {
        break; // padding ends a list
      }
      long at = (long) row * rows.width();
      BitLayout.toPanel(rows.values(), at, rows.width(), values, 0, filled);
      if (ones != null) {
        ones[slot] = BitLayout.ones(rows.values(), at, rows.width());
      }
    }
    BitLayout.clearLanes(values, 0, words, filled);
    MemorySegment.copy(values, 0, buffer, BitLayout.LONG, offset, words * BitKernels.LANES);
    context.listener().advance(filled);
  }
}
