package io.elanus.kernels;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** The kernels of slices in plain Java: the reference that tests compare with, and the fallback. */
final class ScalarSliceKernels implements SliceKernels {
  @Override
  public void slice(MemorySegment blocks, long offset, int dim, long[] origin, long[] slice) {
    Arrays.fill(slice, 0);
    int words = BitKernels.words(dim);
    int bits = SliceKernels.levels(dim) - 1;
    for (int slot = 0; slot < VECTORS; slot++) {
      long start = offset + slot / BitKernels.LANES * BitKernels.blockBytes(dim);
      int lane = slot % BitKernels.LANES;
      int ones = 0;
      for (int w = 0; w < words; w++) {
        long word = blocks.get(BitLayout.LONG, start + (w * BitKernels.LANES + lane) * 8L);
        word ^= origin[w];
        ones += Long.bitCount(word);
        for (int bit = 0; bit < Long.SIZE; bit++) {
          set(slice, w * Long.SIZE + bit, slot, word >>> bit & 1);
        }
      }
      for (int bit = 0; bit < bits; bit++) {
        set(slice, SliceKernels.complement(dim) + bit, slot, ~ones >>> bit & 1);
      }
    }
  }

  private static void set(long[] slice, int plane, int slot, long bit) {
    slice[plane * LONGS + slot % LONGS] |= bit << slot / LONGS;
  }

  @Override
  public void sum(int[] planes, int count, long[] slice, int dim, long flip, long[] sums) {
    int levels = SliceKernels.levels(dim);
    System.arraycopy(slice, SliceKernels.complement(dim) * LONGS, sums, 0, levels * LONGS);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < LONGS; j++) {
        long carry = slice[planes[i] * LONGS + j];
        for (int level = 1; level < levels && carry != 0; level++) {
          long before = sums[level * LONGS + j];
          sums[level * LONGS + j] = before ^ carry;
          carry &= before;
        }
      }
    }
    for (int i = 0; i < levels * LONGS; i++) {
      sums[i] ^= flip;
    }
  }

  @Override
  public boolean upTo(long[] sums, int dim, int bound, long[] near) {
    Arrays.fill(near, 0);
    for (int slot = 0; slot < VECTORS; slot++) {
      int number = 0;
      for (int level = 0; level < SliceKernels.levels(dim); level++) {
        long plane = sums[level * LONGS + slot % LONGS];
        number |= (int) (plane >>> slot / LONGS & 1) << level;
      }
      near[slot % LONGS] |= number <= bound ? 1L << slot / LONGS : 0;
    }
    return Arrays.stream(near).anyMatch(plane -> plane != 0);
  }
}
