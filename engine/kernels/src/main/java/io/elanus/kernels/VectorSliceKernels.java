package io.elanus.kernels;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.AND_NOT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.NOT;
import static jdk.incubator.vector.VectorOperators.OR;
import static jdk.incubator.vector.VectorOperators.XOR;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/** The kernels of slices on vectors of 256 bits, one of them a plane. */
final class VectorSliceKernels implements SliceKernels {
  private static final VectorSpecies<Long> LONG4 = LongVector.SPECIES_256;

  /** Bytes of one word of a block's vectors. */
  private static final long LINE = BitKernels.LANES * 8L;

  /** Whether the processor has vectors of 256 bits. */
  static boolean suitable() {
    return LongVector.SPECIES_PREFERRED.length() >= LONG4.length();
  }

  /**
   * Whether to count bit by bit is faster than row by row: where no instruction counts the bits of
   * a vector's lanes.
   */
  static boolean pays() {
    return suitable() && LongVector.SPECIES_PREFERRED.length() == LONG4.length();
  }

  @Override
  public void slice(MemorySegment blocks, long offset, int dim, long[] origin, long[] slice) {
    long blockBytes = BitKernels.blockBytes(dim);
    for (int w = 0; w < BitKernels.words(dim); w++) {
      int start = w * Long.SIZE * LONGS;
      turnFar(blocks, offset + w * LINE, blockBytes, origin[w], slice, start);
      turnNear(slice, start);
    }
    complement(slice, dim);
  }

  // 64 longs of 64 bits are turned round in six steps (Warren, "Hacker's Delight", 7-3), four times
  // at once: the first three between longs that lie far apart, the others between neighbours.
  private static void turnFar(
      MemorySegment blocks, long offset, long blockBytes, long origin, long[] slice, int start) {
    long step = 2 * blockBytes;
    for (int i = 0; i < 8; i++) {
      long from = offset + i / LONGS * blockBytes + i % LONGS * (LONGS * 8L);
      int to = start + i * LONGS;
      LongVector u;
      LongVector x0 = load(blocks, from).lanewise(XOR, origin);
      LongVector x1 = load(blocks, from + step).lanewise(XOR, origin);
      LongVector x2 = load(blocks, from + 2 * step).lanewise(XOR, origin);
      LongVector x3 = load(blocks, from + 3 * step).lanewise(XOR, origin);
      LongVector x4 = load(blocks, from + 4 * step).lanewise(XOR, origin);
      LongVector x5 = load(blocks, from + 5 * step).lanewise(XOR, origin);
      LongVector x6 = load(blocks, from + 6 * step).lanewise(XOR, origin);
      LongVector x7 = load(blocks, from + 7 * step).lanewise(XOR, origin);
      u = x0.lanewise(LSHR, 32).lanewise(XOR, x4).lanewise(AND, 0x00000000ffffffffL);
      x0 = x0.lanewise(XOR, u.lanewise(LSHL, 32));
      x4 = x4.lanewise(XOR, u);
      u = x1.lanewise(LSHR, 32).lanewise(XOR, x5).lanewise(AND, 0x00000000ffffffffL);
      x1 = x1.lanewise(XOR, u.lanewise(LSHL, 32));
      x5 = x5.lanewise(XOR, u);
      u = x2.lanewise(LSHR, 32).lanewise(XOR, x6).lanewise(AND, 0x00000000ffffffffL);
      x2 = x2.lanewise(XOR, u.lanewise(LSHL, 32));
      x6 = x6.lanewise(XOR, u);
      u = x3.lanewise(LSHR, 32).lanewise(XOR, x7).lanewise(AND, 0x00000000ffffffffL);
      x3 = x3.lanewise(XOR, u.lanewise(LSHL, 32));
      x7 = x7.lanewise(XOR, u);
      u = x0.lanewise(LSHR, 16).lanewise(XOR, x2).lanewise(AND, 0x0000ffff0000ffffL);
      x0 = x0.lanewise(XOR, u.lanewise(LSHL, 16));
      x2 = x2.lanewise(XOR, u);
      u = x1.lanewise(LSHR, 16).lanewise(XOR, x3).lanewise(AND, 0x0000ffff0000ffffL);
      x1 = x1.lanewise(XOR, u.lanewise(LSHL, 16));
      x3 = x3.lanewise(XOR, u);
      u = x4.lanewise(LSHR, 16).lanewise(XOR, x6).lanewise(AND, 0x0000ffff0000ffffL);
      x4 = x4.lanewise(XOR, u.lanewise(LSHL, 16));
      x6 = x6.lanewise(XOR, u);
      u = x5.lanewise(LSHR, 16).lanewise(XOR, x7).lanewise(AND, 0x0000ffff0000ffffL);
      x5 = x5.lanewise(XOR, u.lanewise(LSHL, 16));
      x7 = x7.lanewise(XOR, u);
      u = x0.lanewise(LSHR, 8).lanewise(XOR, x1).lanewise(AND, 0x00ff00ff00ff00ffL);
      x0 = x0.lanewise(XOR, u.lanewise(LSHL, 8));
      x1 = x1.lanewise(XOR, u);
      u = x2.lanewise(LSHR, 8).lanewise(XOR, x3).lanewise(AND, 0x00ff00ff00ff00ffL);
      x2 = x2.lanewise(XOR, u.lanewise(LSHL, 8));
      x3 = x3.lanewise(XOR, u);
      u = x4.lanewise(LSHR, 8).lanewise(XOR, x5).lanewise(AND, 0x00ff00ff00ff00ffL);
      x4 = x4.lanewise(XOR, u.lanewise(LSHL, 8));
      x5 = x5.lanewise(XOR, u);
      u = x6.lanewise(LSHR, 8).lanewise(XOR, x7).lanewise(AND, 0x00ff00ff00ff00ffL);
      x6 = x6.lanewise(XOR, u.lanewise(LSHL, 8));
      x7 = x7.lanewise(XOR, u);
      x0.intoArray(slice, to);
      x1.intoArray(slice, to + 8 * LONGS);
      x2.intoArray(slice, to + 16 * LONGS);
      x3.intoArray(slice, to + 24 * LONGS);
      x4.intoArray(slice, to + 32 * LONGS);
      x5.intoArray(slice, to + 40 * LONGS);
      x6.intoArray(slice, to + 48 * LONGS);
      x7.intoArray(slice, to + 56 * LONGS);
    }
  }

  private static void turnNear(long[] slice, int start) {
    for (int at = start; at < start + Long.SIZE * LONGS; at += 8 * LONGS) {
      LongVector u;
      LongVector x0 = LongVector.fromArray(LONG4, slice, at);
      LongVector x1 = LongVector.fromArray(LONG4, slice, at + LONGS);
      LongVector x2 = LongVector.fromArray(LONG4, slice, at + 2 * LONGS);
      LongVector x3 = LongVector.fromArray(LONG4, slice, at + 3 * LONGS);
      LongVector x4 = LongVector.fromArray(LONG4, slice, at + 4 * LONGS);
      LongVector x5 = LongVector.fromArray(LONG4, slice, at + 5 * LONGS);
      LongVector x6 = LongVector.fromArray(LONG4, slice, at + 6 * LONGS);
      LongVector x7 = LongVector.fromArray(LONG4, slice, at + 7 * LONGS);
      u = x0.lanewise(LSHR, 4).lanewise(XOR, x4).lanewise(AND, 0x0f0f0f0f0f0f0f0fL);
      x0 = x0.lanewise(XOR, u.lanewise(LSHL, 4));
      x4 = x4.lanewise(XOR, u);
      u = x1.lanewise(LSHR, 4).lanewise(XOR, x5).lanewise(AND, 0x0f0f0f0f0f0f0f0fL);
      x1 = x1.lanewise(XOR, u.lanewise(LSHL, 4));
      x5 = x5.lanewise(XOR, u);
      u = x2.lanewise(LSHR, 4).lanewise(XOR, x6).lanewise(AND, 0x0f0f0f0f0f0f0f0fL);
      x2 = x2.lanewise(XOR, u.lanewise(LSHL, 4));
      x6 = x6.lanewise(XOR, u);
      u = x3.lanewise(LSHR, 4).lanewise(XOR, x7).lanewise(AND, 0x0f0f0f0f0f0f0f0fL);
      x3 = x3.lanewise(XOR, u.lanewise(LSHL, 4));
      x7 = x7.lanewise(XOR, u);
      u = x0.lanewise(LSHR, 2).lanewise(XOR, x2).lanewise(AND, 0x3333333333333333L);
      x0 = x0.lanewise(XOR, u.lanewise(LSHL, 2));
      x2 = x2.lanewise(XOR, u);
      u = x1.lanewise(LSHR, 2).lanewise(XOR, x3).lanewise(AND, 0x3333333333333333L);
      x1 = x1.lanewise(XOR, u.lanewise(LSHL, 2));
      x3 = x3.lanewise(XOR, u);
      u = x4.lanewise(LSHR, 2).lanewise(XOR, x6).lanewise(AND, 0x3333333333333333L);
      x4 = x4.lanewise(XOR, u.lanewise(LSHL, 2));
      x6 = x6.lanewise(XOR, u);
      u = x5.lanewise(LSHR, 2).lanewise(XOR, x7).lanewise(AND, 0x3333333333333333L);
      x5 = x5.lanewise(XOR, u.lanewise(LSHL, 2));
      x7 = x7.lanewise(XOR, u);
      u = x0.lanewise(LSHR, 1).lanewise(XOR, x1).lanewise(AND, 0x5555555555555555L);
      x0 = x0.lanewise(XOR, u.lanewise(LSHL, 1));
      x1 = x1.lanewise(XOR, u);
      u = x2.lanewise(LSHR, 1).lanewise(XOR, x3).lanewise(AND, 0x5555555555555555L);
      x2 = x2.lanewise(XOR, u.lanewise(LSHL, 1));
      x3 = x3.lanewise(XOR, u);
      u = x4.lanewise(LSHR, 1).lanewise(XOR, x5).lanewise(AND, 0x5555555555555555L);
      x4 = x4.lanewise(XOR, u.lanewise(LSHL, 1));
      x5 = x5.lanewise(XOR, u);
      u = x6.lanewise(LSHR, 1).lanewise(XOR, x7).lanewise(AND, 0x5555555555555555L);
      x6 = x6.lanewise(XOR, u.lanewise(LSHL, 1));
      x7 = x7.lanewise(XOR, u);
      x0.intoArray(slice, at);
      x1.intoArray(slice, at + LONGS);
      x2.intoArray(slice, at + 2 * LONGS);
      x3.intoArray(slice, at + 3 * LONGS);
      x4.intoArray(slice, at + 4 * LONGS);
      x5.intoArray(slice, at + 5 * LONGS);
      x6.intoArray(slice, at + 6 * LONGS);
      x7.intoArray(slice, at + 7 * LONGS);
    }
  }

  private static void complement(long[] slice, int dim) {
    int levels = SliceKernels.levels(dim);
    int start = SliceKernels.complement(dim) * LONGS;
    int[] all = new int[SliceKernels.planes(dim)];
    Arrays.setAll(all, plane -> plane);
    long[] twice = new long[(levels + 1) * LONGS];
    add(all, all.length, slice, twice, levels + 1);
    for (int bit = 0; bit < levels - 1; bit++) {
      LongVector.fromArray(LONG4, twice, (bit + 1) * LONGS)
          .lanewise(NOT)
          .intoArray(slice, start + bit * LONGS);
    }
    LongVector.zero(LONG4).intoArray(slice, start + (levels - 1) * LONGS);
  }

  @Override
  public void sum(int[] planes, int count, long[] slice, int dim, long flip, long[] sums) {
    int levels = SliceKernels.levels(dim);
    int start = SliceKernels.complement(dim) * LONGS;
    for (int level = 0; level < levels; level++) {
      LongVector.fromArray(LONG4, slice, start + level * LONGS).intoArray(sums, level * LONGS);
    }
    add(planes, count, slice, sums, levels);
    for (int at = 0; at < levels * LONGS; at += LONGS) {
      LongVector.fromArray(LONG4, sums, at).lanewise(XOR, flip).intoArray(sums, at);
    }
  }

  @Override
  public boolean upTo(long[] sums, int dim, int bound, long[] near) {
    LongVector less = LongVector.zero(LONG4);
    LongVector same = less.lanewise(NOT);
    for (int level = SliceKernels.levels(dim) - 1; level >= 0; level--) {
      LongVector plane = LongVector.fromArray(LONG4, sums, level * LONGS);
      // No branch: the bits of bounds cannot be predicted.
      long wanted = -(bound >>> level & 1L);
      LongVector rest = same.lanewise(AND_NOT, plane);
      less = less.lanewise(OR, rest.lanewise(AND, wanted));
      same = rest.lanewise(XOR, same.lanewise(AND, wanted));
    }
    LongVector found = less.lanewise(OR, same);
    found.intoArray(near, 0);
    return found.compare(NE, 0).anyTrue();
  }

  private static LongVector load(MemorySegment source, long offset) {
    return LongVector.fromMemorySegment(LONG4, source, offset, LITTLE_ENDIAN);
  }

  // A tree of adders: of two planes and what is left of those before, one bit stays and one is
  // carried into the next level. Written out, as no vector may be an argument.
  private static void add(int[] planes, int count, long[] slice, long[] sums, int levels) {
    LongVector ones = LongVector.fromArray(LONG4, sums, LONGS);
    LongVector twos = LongVector.fromArray(LONG4, sums, 2 * LONGS);
    LongVector fours = LongVector.fromArray(LONG4, sums, 3 * LONGS);
    LongVector eights = LongVector.fromArray(LONG4, sums, 4 * LONGS);
    for (int i = 0; i < count; i += STEP) {
      LongVector u;
      LongVector x0 = LongVector.fromArray(LONG4, slice, LONGS * planes[i + 0]);
      LongVector x1 = LongVector.fromArray(LONG4, slice, LONGS * planes[i + 1]);
      u = x0.lanewise(XOR, x1);
      LongVector two0 = x0.lanewise(AND, x1).lanewise(OR, ones.lanewise(AND, u));
      ones = ones.lanewise(XOR, u);
      LongVector x2 = LongVector.fromArray(LONG4, slice, LONGS * planes[i + 2]);
      LongVector x3 = LongVector.fromArray(LONG4, slice, LONGS * planes[i + 3]);
      u = x2.lanewise(XOR, x3);
      LongVector two2 = x2.lanewise(AND, x3).lanewise(OR, ones.lanewise(AND, u));
      ones = ones.lanewise(XOR, u);
      u = two0.lanewise(XOR, two2);
      LongVector four0 = two0.lanewise(AND, two2).lanewise(OR, twos.lanewise(AND, u));
      twos = twos.lanewise(XOR, u);
      LongVector x4 = LongVector.fromArray(LONG4, slice, LONGS * planes[i + 4]);
      LongVector x5 = LongVector.fromArray(LONG4, slice, LONGS * planes[i + 5]);
      u = x4.lanewise(XOR, x5);
      LongVector two4 = x4.lanewise(AND, x5).lanewise(OR, ones.lanewise(AND, u));
      ones = ones.lanewise(XOR, u);
      LongVector x6 = LongVector.fromArray(LONG4, slice, LONGS * planes[i + 6]);
      LongVector x7 = LongVector.fromArray(LONG4, slice, LONGS * planes[i + 7]);
      u = x6.lanewise(XOR, x7);
      LongVector two6 = x6.lanewise(AND, x7).lanewise(OR, ones.lanewise(AND, u));
      ones = ones.lanewise(XOR, u);
      u = two4.lanewise(XOR, two6);
      LongVector four4 = two4.lanewise(AND, two6).lanewise(OR, twos.lanewise(AND, u));
      twos = twos.lanewise(XOR, u);
      u = four0.lanewise(XOR, four4);
      LongVector eight0 = four0.lanewise(AND, four4).lanewise(OR, fours.lanewise(AND, u));
      fours = fours.lanewise(XOR, u);
      LongVector x8 = LongVector.fromArray(LONG4, slice, LONGS * planes[i + 8]);
      LongVector x9 = LongVector.fromArray(LONG4, slice, LONGS * planes[i + 9]);
      u = x8.lanewise(XOR, x9);
      LongVector two8 = x8.lanewise(AND, x9).lanewise(OR, ones.lanewise(AND, u));
      ones = ones.lanewise(XOR, u);
      LongVector x10 = LongVector.fromArray(LONG4, slice, LONGS * planes[i + 10]);
      LongVector x11 = LongVector.fromArray(LONG4, slice, LONGS * planes[i + 11]);
      u = x10.lanewise(XOR, x11);
      LongVector two10 = x10.lanewise(AND, x11).lanewise(OR, ones.lanewise(AND, u));
      ones = ones.lanewise(XOR, u);
      u = two8.lanewise(XOR, two10);
      LongVector four8 = two8.lanewise(AND, two10).lanewise(OR, twos.lanewise(AND, u));
      twos = twos.lanewise(XOR, u);
      LongVector x12 = LongVector.fromArray(LONG4, slice, LONGS * planes[i + 12]);
      LongVector x13 = LongVector.fromArray(LONG4, slice, LONGS * planes[i + 13]);
      u = x12.lanewise(XOR, x13);
      LongVector two12 = x12.lanewise(AND, x13).lanewise(OR, ones.lanewise(AND, u));
      ones = ones.lanewise(XOR, u);
      LongVector x14 = LongVector.fromArray(LONG4, slice, LONGS * planes[i + 14]);
      LongVector x15 = LongVector.fromArray(LONG4, slice, LONGS * planes[i + 15]);
      u = x14.lanewise(XOR, x15);
      LongVector two14 = x14.lanewise(AND, x15).lanewise(OR, ones.lanewise(AND, u));
      ones = ones.lanewise(XOR, u);
      u = two12.lanewise(XOR, two14);
      LongVector four12 = two12.lanewise(AND, two14).lanewise(OR, twos.lanewise(AND, u));
      twos = twos.lanewise(XOR, u);
      u = four8.lanewise(XOR, four12);
      LongVector eight8 = four8.lanewise(AND, four12).lanewise(OR, fours.lanewise(AND, u));
      fours = fours.lanewise(XOR, u);
      u = eight0.lanewise(XOR, eight8);
      LongVector sixteen = eight0.lanewise(AND, eight8).lanewise(OR, eights.lanewise(AND, u));
      eights = eights.lanewise(XOR, u);
      for (int level = 5; level < levels; level++) {
        LongVector before = LongVector.fromArray(LONG4, sums, level * LONGS);
        before.lanewise(XOR, sixteen).intoArray(sums, level * LONGS);
        sixteen = before.lanewise(AND, sixteen);
      }
    }
    ones.intoArray(sums, LONGS);
    twos.intoArray(sums, 2 * LONGS);
    fours.intoArray(sums, 3 * LONGS);
    eights.intoArray(sums, 4 * LONGS);
  }
}
