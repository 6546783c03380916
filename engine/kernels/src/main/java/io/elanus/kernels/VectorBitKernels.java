package io.elanus.kernels;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.BIT_COUNT;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.L2I;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.NEG;
import static jdk.incubator.vector.VectorOperators.XOR;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * The bit kernels on vectors of 512 bits, half a block, where the processor has them, of 256
 * otherwise.
 *
 * <p>AVX-512 counts the bits of a lane in one instruction; on AVX2 C2 looks nibbles up in a table,
 * which still beats scalar code over blocks. No vector is ever an argument: a call that C2 does not
 * inline would put it on the heap.
 */
final class VectorBitKernels implements BitKernels {
  private static final boolean WIDE =
      LongVector.SPECIES_PREFERRED.length() >= LongVector.SPECIES_512.length();
  private static final VectorSpecies<Long> LONGS =
      WIDE ? LongVector.SPECIES_512 : LongVector.SPECIES_256;
  private static final VectorSpecies<Integer> INTS =
      WIDE ? IntVector.SPECIES_256 : IntVector.SPECIES_128;
  private static final VectorSpecies<Integer> COUNTS =
      WIDE ? IntVector.SPECIES_512 : IntVector.SPECIES_256;
  private static final VectorSpecies<Float> FLOATS =
      WIDE ? FloatVector.SPECIES_512 : FloatVector.SPECIES_256;

  /** What one load takes of a row. */
  private static final VectorSpecies<Long> QUADS = LongVector.SPECIES_256;

  private static final int QUAD = QUADS.vectorByteSize();

  /** Lanes of a block that fit one vector. */
  private static final int PART = LONGS.length();

  private static final int PARTS = LANES / PART;

  /** Bytes of one word of a block's vectors. */
  private static final long LINE = LANES * 8L;

  /** Whether the processor has vectors of 256 bits. */
  static boolean suitable() {
    return LongVector.SPECIES_PREFERRED.length() >= LongVector.SPECIES_256.length();
  }

  @Override
  public void scan(
      long[] queries,
      int queryOffset,
      MemorySegment blocks,
      long blockOffset,
      int blockCount,
      int words,
      int[] differing) {
    if (words == 4) {
      scanFour(queries, queryOffset, blocks, blockOffset, blockCount, differing);
      return;
    }
    long stride = (long) words * LANES * Long.BYTES;
    for (int part = 0; part < blockCount * PARTS; part++) {
      long at = blockOffset + part / PARTS * stride + part % PARTS * (PART * 8L);
      scanPart(queries, queryOffset, blocks, at, words, differing, part * PART);
    }
  }

  private static void scanFour(
      long[] queries, int q, MemorySegment blocks, long offset, int blockCount, int[] differing) {
    long q0 = queries[q];
    long q1 = queries[q + 1];
    long q2 = queries[q + 2];
    long q3 = queries[q + 3];
    for (int part = 0; part < blockCount * PARTS; part++) {
      long at = offset + part / PARTS * (4 * LINE) + part % PARTS * (PART * 8L);
      LongVector a = load(blocks, at).lanewise(XOR, q0).lanewise(BIT_COUNT);
      LongVector b = load(blocks, at + LINE).lanewise(XOR, q1).lanewise(BIT_COUNT);
      LongVector c = load(blocks, at + 2 * LINE).lanewise(XOR, q2).lanewise(BIT_COUNT);
      LongVector d = load(blocks, at + 3 * LINE).lanewise(XOR, q3).lanewise(BIT_COUNT);
      IntVector sum = (IntVector) a.add(b).add(c.add(d)).convertShape(L2I, INTS, 0);
      sum.intoArray(differing, part * PART);
    }
  }

  private static void scanPart(
      long[] queries,
      int q,
      MemorySegment blocks,
      long offset,
      int words,
      int[] differing,
      int to) {
    LongVector s0 = LongVector.zero(LONGS);
    LongVector s1 = s0;
    int w = 0;
    for (; w + 2 <= words; w += 2) {
      long at = offset + w * LINE;
      s0 = s0.add(load(blocks, at).lanewise(XOR, queries[q + w]).lanewise(BIT_COUNT));
      s1 = s1.add(load(blocks, at + LINE).lanewise(XOR, queries[q + w + 1]).lanewise(BIT_COUNT));
    }
    if (w < words) {
      s0 =
          s0.add(load(blocks, offset + w * LINE).lanewise(XOR, queries[q + w]).lanewise(BIT_COUNT));
    }
    ((IntVector) s0.add(s1).convertShape(L2I, INTS, 0)).intoArray(differing, to);
  }

  @Override
  public void scanGroup(
      long[] queries, int queryOffset, long[] blocks, int blockCount, int words, int[] differing) {
    for (int part = 0; part < blockCount * PARTS; part++) {
      int start = part / PARTS * words * LANES + part % PARTS * PART;
      int to = part * PART;
      groupPart(queries, queryOffset, blocks, start, words, differing, to, blockCount);
    }
  }

  private static void groupPart(
      long[] queries,
      int q0,
      long[] blocks,
      int start,
      int words,
      int[] differing,
      int to,
      int blockCount) {
    int q1 = q0 + words;
    int q2 = q1 + words;
    int q3 = q2 + words;
    LongVector s0 = LongVector.zero(LONGS);
    LongVector s1 = s0;
    LongVector s2 = s0;
    LongVector s3 = s0;
    for (int w = 0; w < words; w++) {
      LongVector x = LongVector.fromArray(LONGS, blocks, start + w * LANES);
      s0 = s0.add(x.lanewise(XOR, queries[q0 + w]).lanewise(BIT_COUNT));
      s1 = s1.add(x.lanewise(XOR, queries[q1 + w]).lanewise(BIT_COUNT));
      s2 = s2.add(x.lanewise(XOR, queries[q2 + w]).lanewise(BIT_COUNT));
      s3 = s3.add(x.lanewise(XOR, queries[q3 + w]).lanewise(BIT_COUNT));
    }
    int step = blockCount * LANES;
    ((IntVector) s0.convertShape(L2I, INTS, 0)).intoArray(differing, to);
    ((IntVector) s1.convertShape(L2I, INTS, 0)).intoArray(differing, to + step);
    ((IntVector) s2.convertShape(L2I, INTS, 0)).intoArray(differing, to + 2 * step);
    ((IntVector) s3.convertShape(L2I, INTS, 0)).intoArray(differing, to + 3 * step);
  }

  @Override
  public void nearGroup(
      long[] queries,
      int queryOffset,
      long[] blocks,
      int blockCount,
      int words,
      int[] bounds,
      long[] near,
      int[] sizes) {
    VectorBitFilter.nearGroup(queries, queryOffset, blocks, blockCount, words, bounds, near, sizes);
  }

  @Override
  public void nearest(
      long[] blocks,
      int blockCount,
      long[] centres,
      int fromCentre,
      int toCentre,
      int words,
      long[] best) {
    for (int part = 0; part < blockCount * PARTS; part++) {
      int start = part / PARTS * words * LANES + part % PARTS * PART;
      nearestPart(blocks, start, centres, fromCentre, toCentre, words, best, part * PART);
    }
  }

  private static void nearestPart(
      long[] blocks, int start, long[] centres, int from, int to, int words, long[] best, int b) {
    LongVector least = LongVector.fromArray(LONGS, best, b);
    for (int c = from; c < to; c += GROUP) {
      int q0 = c * words;
      int q1 = q0 + words;
      int q2 = q1 + words;
      int q3 = q2 + words;
      LongVector s0 = LongVector.zero(LONGS);
      LongVector s1 = s0;
      LongVector s2 = s0;
      LongVector s3 = s0;
      for (int w = 0; w < words; w++) {
        LongVector x = LongVector.fromArray(LONGS, blocks, start + w * LANES);
        s0 = s0.add(x.lanewise(XOR, centres[q0 + w]).lanewise(BIT_COUNT));
        s1 = s1.add(x.lanewise(XOR, centres[q1 + w]).lanewise(BIT_COUNT));
        s2 = s2.add(x.lanewise(XOR, centres[q2 + w]).lanewise(BIT_COUNT));
        s3 = s3.add(x.lanewise(XOR, centres[q3 + w]).lanewise(BIT_COUNT));
      }
      s0 = s0.lanewise(LSHL, 32).add(c);
      s1 = s1.lanewise(LSHL, 32).add(c + 1);
      s2 = s2.lanewise(LSHL, 32).add(c + 2);
      s3 = s3.lanewise(LSHL, 32).add(c + 3);
      least = least.min(s0.min(s1).min(s2.min(s3)));
    }
    least.intoArray(best, b);
  }

  @Override
  public void nearestLevels(
      long[] blocks,
      int blockCount,
      long[] levels,
      int[] squares,
      int fromCentre,
      int toCentre,
      int words,
      long[] best) {
    for (int part = 0; part < blockCount * PARTS; part++) {
      int start = part / PARTS * words * LANES + part % PARTS * PART;
      levelsPart(blocks, start, levels, squares, fromCentre, toCentre, words, best, part * PART);
    }
  }

  private static void levelsPart(
      long[] blocks,
      int start,
      long[] levels,
      int[] squares,
      int from,
      int to,
      int words,
      long[] best,
      int b) {
    LongVector least = LongVector.fromArray(LONGS, best, b);
    for (int c = from; c < to; c += 2) {
      int p0 = c * PLANES * words;
      LongVector low0 = LongVector.zero(LONGS);
      LongVector middle0 = low0;
      LongVector high0 = low0;
      LongVector low1 = low0;
      LongVector middle1 = low0;
      LongVector high1 = low0;
      for (int w = 0; w < words; w++) {
        LongVector x = LongVector.fromArray(LONGS, blocks, start + w * LANES);
        int at = p0 + w;
        low0 = low0.add(x.lanewise(AND, levels[at]).lanewise(BIT_COUNT));
        middle0 = middle0.add(x.lanewise(AND, levels[at + words]).lanewise(BIT_COUNT));
        high0 = high0.add(x.lanewise(AND, levels[at + 2 * words]).lanewise(BIT_COUNT));
        low1 = low1.add(x.lanewise(AND, levels[at + 3 * words]).lanewise(BIT_COUNT));
        middle1 = middle1.add(x.lanewise(AND, levels[at + 4 * words]).lanewise(BIT_COUNT));
        high1 = high1.add(x.lanewise(AND, levels[at + 5 * words]).lanewise(BIT_COUNT));
      }
      LongVector s0 = low0.add(middle0.lanewise(LSHL, 1)).add(high0.lanewise(LSHL, 2));
      LongVector s1 = low1.add(middle1.lanewise(LSHL, 1)).add(high1.lanewise(LSHL, 2));
      // times 2 * TOP = 16 - 2, and the score into the upper half above the number of the centre
      s0 = s0.lanewise(LSHL, 1).sub(s0.lanewise(LSHL, 4)).add(squares[c]).lanewise(LSHL, 32);
      s1 = s1.lanewise(LSHL, 1).sub(s1.lanewise(LSHL, 4)).add(squares[c + 1]).lanewise(LSHL, 32);
      least = least.min(s0.add(c).min(s1.add(c + 1)));
    }
    least.intoArray(best, b);
  }

  @Override
  public int choose(
      int[] differing, int from, int count, float[] ones, float base, float slope, int[] chosen) {
    int found = 0;
    int whole = count & -FLOATS.length();
    if (ones == null) {
      int bound = (int) Math.floor(base); // infinity becomes the largest int
      int step = 4 * COUNTS.length();
      int i = 0;
      // Hardly any are near: four registers are looked at together first.
      for (; i + step <= whole; i += step) {
        IntVector a = IntVector.fromArray(COUNTS, differing, from + i);
        IntVector b = IntVector.fromArray(COUNTS, differing, from + i + COUNTS.length());
        IntVector c = IntVector.fromArray(COUNTS, differing, from + i + 2 * COUNTS.length());
        IntVector d = IntVector.fromArray(COUNTS, differing, from + i + 3 * COUNTS.length());
        if (a.min(b).min(c.min(d)).compare(LE, bound).anyTrue()) {
          found = chooseUpTo(differing, from, i, i + step, bound, chosen, found);
        }
      }
      found = chooseUpTo(differing, from, i, whole, bound, chosen, found);
    } else {
      for (int i = 0; i < whole; i += FLOATS.length()) {
        IntVector counts = IntVector.fromArray(COUNTS, differing, from + i);
        FloatVector h = (FloatVector) counts.convertShape(I2F, FLOATS, 0);
        FloatVector bound = FloatVector.fromArray(FLOATS, ones, i).mul(slope).add(base);
        found = put(h.compare(LE, bound).toLong(), i, chosen, found);
      }
    }
    return ScalarBitKernels.chooseFrom(
        whole, found, differing, from, count, ones, base, slope, chosen);
  }

  private static int chooseUpTo(
      int[] differing, int from, int first, int end, int bound, int[] chosen, int found) {
    int size = found;
    for (int i = first; i < end; i += COUNTS.length()) {
      VectorMask<Integer> near =
          IntVector.fromArray(COUNTS, differing, from + i).compare(LE, bound);
      if (near.anyTrue()) {
        size = put(near.toLong(), i, chosen, size);
      }
    }
    return size;
  }

  @Override
  public void scanSome(
      long[] queries,
      int queryOffset,
      MemorySegment rows,
      int width,
      int[] ordinals,
      int from,
      int count,
      int[] differing) {
    if (width == QUAD) {
      someOfOneQuad(queries, queryOffset, rows, ordinals, from, count, differing);
    } else if (width % QUAD == 0) {
      someOfQuads(queries, queryOffset, rows, width, ordinals, from, count, differing);
    } else {
      BitRowScan.some(queries, queryOffset, rows, width, ordinals, from, count, differing);
    }
  }

  // One check of bounds for four longs, where scalar code has one for each long.
  private static void someOfOneQuad(
      long[] queries,
      int queryOffset,
      MemorySegment rows,
      int[] ordinals,
      int from,
      int count,
      int[] differing) {
    LongVector query = LongVector.fromArray(QUADS, queries, queryOffset);
    for (int i = 0; i < count; i++) {
      long row = (long) ordinals[from + i] * QUAD;
      LongVector x = LongVector.fromMemorySegment(QUADS, rows, row, LITTLE_ENDIAN);
      differing[i] = (int) x.lanewise(XOR, query).lanewise(BIT_COUNT).reduceLanes(ADD);
    }
  }

  private static void someOfQuads(
      long[] queries,
      int queryOffset,
      MemorySegment rows,
      int width,
      int[] ordinals,
      int from,
      int count,
      int[] differing) {
    int words = width / Long.BYTES;
    for (int i = 0; i < count; i++) {
      long row = (long) ordinals[from + i] * width;
      LongVector sum = LongVector.zero(QUADS);
      for (int w = 0; w < words; w += QUADS.length()) {
        LongVector query = LongVector.fromArray(QUADS, queries, queryOffset + w);
        LongVector x = LongVector.fromMemorySegment(QUADS, rows, row + w * 8L, LITTLE_ENDIAN);
        sum = sum.add(x.lanewise(XOR, query).lanewise(BIT_COUNT));
      }
      differing[i] = (int) sum.reduceLanes(ADD);
    }
  }

  @Override
  public int countUpTo(int[] numbers, int from, int count, int bound) {
    int whole = from + count / COUNTS.length() * COUNTS.length();
    IntVector above = IntVector.zero(COUNTS);
    for (int i = from; i < whole; i += COUNTS.length()) {
      // The sign of the difference: what is counted here never comes near the limits of int.
      above =
          above.add(
              IntVector.fromArray(COUNTS, numbers, i)
                  .lanewise(NEG)
                  .add(bound)
                  .lanewise(LSHR, Integer.SIZE - 1));
    }
    int found = whole - from - above.reduceLanes(ADD);
    for (int i = whole; i < from + count; i++) {
      found += numbers[i] <= bound ? 1 : 0;
    }
    return found;
  }

  private static int put(long mask, int first, int[] chosen, int found) {
    int size = found;
    for (long rest = mask; rest != 0; rest &= rest - 1) {
      chosen[size++] = first + Long.numberOfTrailingZeros(rest);
    }
    return size;
  }

  private static LongVector load(MemorySegment source, long offset) {
    return LongVector.fromMemorySegment(LONGS, source, offset, LITTLE_ENDIAN);
  }
}
