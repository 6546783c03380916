package io.elanus.kernels;

import static jdk.incubator.vector.VectorOperators.BIT_COUNT;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Finds the few vectors that are near to four queries without writing the counts of all the others.
 *
 * <p>Counts start below zero by the bound and one, so that the sign of a sum says whether it is
 * within.
 */
final class VectorBitFilter {
  private static final int GROUP = BitKernels.GROUP;
  private static final int LANES = BitKernels.LANES;
  private static final VectorSpecies<Long> LONGS =
      LongVector.SPECIES_PREFERRED.length() >= LongVector.SPECIES_512.length()
          ? LongVector.SPECIES_512
          : LongVector.SPECIES_256;
  private static final int PART = LONGS.length();
  private static final int PARTS = LANES / PART;

  private VectorBitFilter() {}

  /** See {@link BitKernels#nearGroup}. */
  static void nearGroup(
      long[] queries,
      int queryOffset,
      long[] blocks,
      int blockCount,
      int words,
      int[] bounds,
      long[] near,
      int[] sizes) {
    for (int r = 0; r < GROUP; r++) {
      sizes[r] = 0;
    }
    int parts = blockCount * PARTS;
    int step = blockCount * LANES;
    int part = 0;
    while (true) {
      long next =
          words == 4
              ? nextOfFour(queries, queryOffset, blocks, part, parts, bounds)
              : next(queries, queryOffset, blocks, part, parts, words, bounds);
      part = (int) (next >>> Integer.SIZE);
      if (part == parts) {
        return;
      }
      int start = part / PARTS * words * LANES + part % PARTS * PART;
      for (int rest = (int) next; rest != 0; rest &= rest - 1) {
        int bit = Integer.numberOfTrailingZeros(rest);
        int r = bit / PART;
        int lane = bit % PART;
        long differing =
            ScalarBitKernels.differing(
                queries, queryOffset + r * words, blocks, start + lane, words);
        near[r * step + sizes[r]++] = differing << Integer.SIZE | part * PART + lane;
      }
      part++;
    }
  }

  /**
   * The first register from {@code part} on in which a vector is near, in the upper half, and in
   * the lower one a bit for each lane of each query; {@code parts} and no bit where there is none.
   */
  private static long nextOfFour(
      long[] queries, int q, long[] blocks, int part, int parts, int[] bounds) {
    LongVector start0 = LongVector.broadcast(LONGS, -1L - bounds[0]);
    LongVector start1 = LongVector.broadcast(LONGS, -1L - bounds[1]);
    LongVector start2 = LongVector.broadcast(LONGS, -1L - bounds[2]);
    LongVector start3 = LongVector.broadcast(LONGS, -1L - bounds[3]);
    LongVector q00 = LongVector.broadcast(LONGS, queries[q]);
    LongVector q01 = LongVector.broadcast(LONGS, queries[q + 1]);
    LongVector q02 = LongVector.broadcast(LONGS, queries[q + 2]);
    LongVector q03 = LongVector.broadcast(LONGS, queries[q + 3]);
    LongVector q10 = LongVector.broadcast(LONGS, queries[q + 4]);
    LongVector q11 = LongVector.broadcast(LONGS, queries[q + 5]);
    LongVector q12 = LongVector.broadcast(LONGS, queries[q + 6]);
    LongVector q13 = LongVector.broadcast(LONGS, queries[q + 7]);
    LongVector q20 = LongVector.broadcast(LONGS, queries[q + 8]);
    LongVector q21 = LongVector.broadcast(LONGS, queries[q + 9]);
    LongVector q22 = LongVector.broadcast(LONGS, queries[q + 10]);
    LongVector q23 = LongVector.broadcast(LONGS, queries[q + 11]);
    LongVector q30 = LongVector.broadcast(LONGS, queries[q + 12]);
    LongVector q31 = LongVector.broadcast(LONGS, queries[q + 13]);
    LongVector q32 = LongVector.broadcast(LONGS, queries[q + 14]);
    LongVector q33 = LongVector.broadcast(LONGS, queries[q + 15]);
    for (int i = part; i < parts; i++) {
      int at = i / PARTS * (4 * LANES) + i % PARTS * PART;
      LongVector x = LongVector.fromArray(LONGS, blocks, at);
      LongVector s0 = start0.add(x.lanewise(XOR, q00).lanewise(BIT_COUNT));
      LongVector s1 = start1.add(x.lanewise(XOR, q10).lanewise(BIT_COUNT));
      LongVector s2 = start2.add(x.lanewise(XOR, q20).lanewise(BIT_COUNT));
      LongVector s3 = start3.add(x.lanewise(XOR, q30).lanewise(BIT_COUNT));
      x = LongVector.fromArray(LONGS, blocks, at + LANES);
      s0 = s0.add(x.lanewise(XOR, q01).lanewise(BIT_COUNT));
      s1 = s1.add(x.lanewise(XOR, q11).lanewise(BIT_COUNT));
      s2 = s2.add(x.lanewise(XOR, q21).lanewise(BIT_COUNT));
      s3 = s3.add(x.lanewise(XOR, q31).lanewise(BIT_COUNT));
      x = LongVector.fromArray(LONGS, blocks, at + 2 * LANES);
      s0 = s0.add(x.lanewise(XOR, q02).lanewise(BIT_COUNT));
      s1 = s1.add(x.lanewise(XOR, q12).lanewise(BIT_COUNT));
      s2 = s2.add(x.lanewise(XOR, q22).lanewise(BIT_COUNT));
      s3 = s3.add(x.lanewise(XOR, q32).lanewise(BIT_COUNT));
      x = LongVector.fromArray(LONGS, blocks, at + 3 * LANES);
      s0 = s0.add(x.lanewise(XOR, q03).lanewise(BIT_COUNT));
      s1 = s1.add(x.lanewise(XOR, q13).lanewise(BIT_COUNT));
      s2 = s2.add(x.lanewise(XOR, q23).lanewise(BIT_COUNT));
      s3 = s3.add(x.lanewise(XOR, q33).lanewise(BIT_COUNT));
      if (s0.or(s1).or(s2.or(s3)).compare(LT, 0).anyTrue()) {
        long near01 = s0.compare(LT, 0).toLong() | s1.compare(LT, 0).toLong() << PART;
        long near23 = s2.compare(LT, 0).toLong() | s3.compare(LT, 0).toLong() << PART;
        return (long) i << Integer.SIZE | near23 << 2 * PART | near01;
      }
    }
    return (long) parts << Integer.SIZE;
  }

  private static long next(
      long[] queries, int q0, long[] blocks, int part, int parts, int words, int[] bounds) {
    int q1 = q0 + words;
    int q2 = q1 + words;
    int q3 = q2 + words;
    for (int i = part; i < parts; i++) {
      int at = i / PARTS * words * LANES + i % PARTS * PART;
      LongVector s0 = LongVector.broadcast(LONGS, -1L - bounds[0]);
      LongVector s1 = LongVector.broadcast(LONGS, -1L - bounds[1]);
      LongVector s2 = LongVector.broadcast(LONGS, -1L - bounds[2]);
      LongVector s3 = LongVector.broadcast(LONGS, -1L - bounds[3]);
      for (int w = 0; w < words; w++) {
        LongVector x = LongVector.fromArray(LONGS, blocks, at + w * LANES);
        s0 = s0.add(x.lanewise(XOR, queries[q0 + w]).lanewise(BIT_COUNT));
        s1 = s1.add(x.lanewise(XOR, queries[q1 + w]).lanewise(BIT_COUNT));
        s2 = s2.add(x.lanewise(XOR, queries[q2 + w]).lanewise(BIT_COUNT));
        s3 = s3.add(x.lanewise(XOR, queries[q3 + w]).lanewise(BIT_COUNT));
      }
      if (s0.or(s1).or(s2.or(s3)).compare(LT, 0).anyTrue()) {
        long near01 = s0.compare(LT, 0).toLong() | s1.compare(LT, 0).toLong() << PART;
        long near23 = s2.compare(LT, 0).toLong() | s3.compare(LT, 0).toLong() << PART;
        return (long) i << Integer.SIZE | near23 << 2 * PART | near01;
      }
    }
    return (long) parts << Integer.SIZE;
  }
}
