package io.elanus.kernels;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.F2I;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.MIN;
import static jdk.incubator.vector.VectorOperators.S2F;
import static jdk.incubator.vector.VectorOperators.XOR;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * The code kernels on AVX2.
 *
 * <p>A table of 16 bytes is looked up in vectors of 128 bits: wider ones have indexes across their
 * halves, which AVX2 can only emulate. Tables of 256 bytes fit no registers; scalar loads serve
 * them.
 */
final class VectorFastScanKernels implements FastScanKernels {
  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_128;
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_128;
  private static final VectorSpecies<Short> SIXTEEN = ShortVector.SPECIES_256;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_256;
  private static final byte LOW = 15;

  @Override
  public void sumNibbles(
      byte[] tables, MemorySegment codes, long offset, int blocks, int pairs, short[] sums) {
    for (int block = 0; block < blocks; block++) {
      sumBlock(tables, codes, offset + (long) block * pairs * LANES, pairs, sums, block * LANES);
    }
  }

  private static void sumBlock(
      byte[] tables, MemorySegment codes, long offset, int pairs, short[] sums, int at) {
    ShortVector all0 = ShortVector.zero(SHORTS);
    ShortVector all1 = all0;
    ShortVector all2 = all0;
    ShortVector all3 = all0;
    ShortVector high0 = all0;
    ShortVector high1 = all0;
    ShortVector high2 = all0;
    ShortVector high3 = all0;
    // Shorts are shifted as bytes cannot be; what a byte gets from its neighbour is masked off.
    for (int pair = 0; pair < pairs; pair++) {
      ByteVector t = ByteVector.fromArray(BYTES, tables, pair * 32);
      ByteVector u = ByteVector.fromArray(BYTES, tables, pair * 32 + 16);
      long next = offset + pair * 64L;
      ByteVector x = load(codes, next);
      ShortVector sum =
          x.and(LOW)
              .selectFrom(t)
              .add(
                  x.reinterpretAsShorts()
                      .lanewise(LSHR, 4)
                      .reinterpretAsBytes()
                      .and(LOW)
                      .selectFrom(u))
              .reinterpretAsShorts();
      all0 = all0.add(sum);
      high0 = high0.add(sum.lanewise(LSHR, 8));
      x = load(codes, next + 16);
      sum =
          x.and(LOW)
              .selectFrom(t)
              .add(
                  x.reinterpretAsShorts()
                      .lanewise(LSHR, 4)
                      .reinterpretAsBytes()
                      .and(LOW)
                      .selectFrom(u))
              .reinterpretAsShorts();
      all1 = all1.add(sum);
      high1 = high1.add(sum.lanewise(LSHR, 8));
      x = load(codes, next + 32);
      sum =
          x.and(LOW)
              .selectFrom(t)
              .add(
                  x.reinterpretAsShorts()
                      .lanewise(LSHR, 4)
                      .reinterpretAsBytes()
                      .and(LOW)
                      .selectFrom(u))
              .reinterpretAsShorts();
      all2 = all2.add(sum);
      high2 = high2.add(sum.lanewise(LSHR, 8));
      x = load(codes, next + 48);
      sum =
          x.and(LOW)
              .selectFrom(t)
              .add(
                  x.reinterpretAsShorts()
                      .lanewise(LSHR, 4)
                      .reinterpretAsBytes()
                      .and(LOW)
                      .selectFrom(u))
              .reinterpretAsShorts();
      all3 = all3.add(sum);
      high3 = high3.add(sum.lanewise(LSHR, 8));
    }
    all0.sub(high0.lanewise(LSHL, 8)).intoArray(sums, at);
    all1.sub(high1.lanewise(LSHL, 8)).intoArray(sums, at + 8);
    all2.sub(high2.lanewise(LSHL, 8)).intoArray(sums, at + 16);
    all3.sub(high3.lanewise(LSHL, 8)).intoArray(sums, at + 24);
    high0.intoArray(sums, at + 32);
    high1.intoArray(sums, at + 40);
    high2.intoArray(sums, at + 48);
    high3.intoArray(sums, at + 56);
  }

  @Override
  public void sumBytes(
      byte[] tables, MemorySegment codes, long offset, int blocks, int parts, short[] sums) {
    ScalarFastScanKernels.sumBytesByEights(tables, codes, offset, blocks, parts, sums);
  }

  @Override
  public void atMost(short[] sums, int blocks, int limit, long[] masks) {
    if (limit < 0) {
      java.util.Arrays.fill(masks, 0, blocks, 0);
      return;
    }
    short bound = (short) Math.min(limit, LARGEST_SUM);
    for (int block = 0; block < blocks; block++) {
      int at = block * LANES;
      VectorMask<Short> m0 = ShortVector.fromArray(SIXTEEN, sums, at).compare(LE, bound);
      VectorMask<Short> m1 = ShortVector.fromArray(SIXTEEN, sums, at + 16).compare(LE, bound);
      VectorMask<Short> m2 = ShortVector.fromArray(SIXTEEN, sums, at + 32).compare(LE, bound);
      VectorMask<Short> m3 = ShortVector.fromArray(SIXTEEN, sums, at + 48).compare(LE, bound);
      masks[block] =
          m0.or(m1).or(m2.or(m3)).anyTrue()
              ? m0.toLong() | m1.toLong() << 16 | m2.toLong() << 32 | m3.toLong() << 48
              : 0;
    }
  }

  @Override
  public void atMost(
      short[] sums,
      int blocks,
      MemorySegment bias,
      long offset,
      float scale,
      float limit,
      long[] masks) {
    for (int block = 0; block < blocks; block++) {
      long mask = 0;
      for (int lane = 0; lane < LANES; lane += 8) {
        int at = block * LANES + lane;
        FloatVector sum =
            (FloatVector) ShortVector.fromArray(SHORTS, sums, at).convertShape(S2F, FLOATS, 0);
        FloatVector b =
            FloatVector.fromMemorySegment(FLOATS, bias, offset + at * 4L, LITTLE_ENDIAN);
        FloatVector distance = sum.fma(FloatVector.broadcast(FLOATS, scale), b);
        mask |= distance.compare(LE, limit).toLong() << lane;
      }
      masks[block] = mask;
    }
  }

  @Override
  public void fill(
      float[] factors, float[] books, int parts, int partDim, int codes, float[] tables) {
    fillByEights(factors, books, parts, partDim, codes, tables);
  }

  static void fillByEights(
      float[] factors, float[] books, int parts, int partDim, int codes, float[] tables) {
    if (codes == 16 && partDim == 2) {
      fillOfTwo(factors, books, parts, tables);
    } else if (codes >= 32) {
      for (int part = 0; part < parts; part++) {
        for (int code = 0; code < codes; code += 32) {
          fillFourVectors(factors, books, part * partDim, partDim, code, codes, tables, part);
        }
      }
    } else {
      Kernels.scalarCodes().fill(factors, books, parts, partDim, codes, tables);
    }
  }

  private static void fillOfTwo(float[] factors, float[] books, int parts, float[] tables) {
    for (int part = 0; part < parts; part++) {
      FloatVector f = FloatVector.broadcast(FLOATS, factors[2 * part]);
      FloatVector g = FloatVector.broadcast(FLOATS, factors[2 * part + 1]);
      int at = part * 32;
      FloatVector low = f.mul(FloatVector.fromArray(FLOATS, books, at));
      FloatVector high = f.mul(FloatVector.fromArray(FLOATS, books, at + 8));
      g.fma(FloatVector.fromArray(FLOATS, books, at + 16), low).intoArray(tables, part * 16);
      g.fma(FloatVector.fromArray(FLOATS, books, at + 24), high).intoArray(tables, part * 16 + 8);
    }
  }

  private static void fillFourVectors(
      float[] factors,
      float[] books,
      int from,
      int partDim,
      int code,
      int codes,
      float[] tables,
      int part) {
    FloatVector f = FloatVector.broadcast(FLOATS, factors[from]);
    int at = from * codes + code;
    FloatVector s0 = f.mul(FloatVector.fromArray(FLOATS, books, at));
    FloatVector s1 = f.mul(FloatVector.fromArray(FLOATS, books, at + 8));
    FloatVector s2 = f.mul(FloatVector.fromArray(FLOATS, books, at + 16));
    FloatVector s3 = f.mul(FloatVector.fromArray(FLOATS, books, at + 24));
    for (int d = 1; d < partDim; d++) {
      f = FloatVector.broadcast(FLOATS, factors[from + d]);
      at += codes;
      s0 = f.fma(FloatVector.fromArray(FLOATS, books, at), s0);
      s1 = f.fma(FloatVector.fromArray(FLOATS, books, at + 8), s1);
      s2 = f.fma(FloatVector.fromArray(FLOATS, books, at + 16), s2);
      s3 = f.fma(FloatVector.fromArray(FLOATS, books, at + 24), s3);
    }
    int to = part * codes + code;
    s0.intoArray(tables, to);
    s1.intoArray(tables, to + 8);
    s2.intoArray(tables, to + 16);
    s3.intoArray(tables, to + 24);
  }

  @Override
  public void bounds(float[] tables, int parts, int codes, float[] least, float[] greatest) {
    boundsByEights(tables, parts, codes, least, greatest);
  }

  /** Compares floats as whole numbers, whose order vectors reduce in few steps. */
  static void boundsByEights(
      float[] tables, int parts, int codes, float[] least, float[] greatest) {
    if (codes < 16) {
      Kernels.scalarCodes().bounds(tables, parts, codes, least, greatest);
      return;
    }
    for (int part = 0; part < parts; part++) {
      int from = part * codes;
      IntVector low = IntVector.broadcast(INTS, Integer.MAX_VALUE);
      IntVector high = IntVector.broadcast(INTS, Integer.MIN_VALUE);
      for (int i = from; i < from + codes; i += 16) {
        IntVector x = FloatVector.fromArray(FLOATS, tables, i).reinterpretAsInts();
        IntVector y = FloatVector.fromArray(FLOATS, tables, i + 8).reinterpretAsInts();
        x = x.lanewise(ASHR, 31).and(Integer.MAX_VALUE).lanewise(XOR, x);
        y = y.lanewise(ASHR, 31).and(Integer.MAX_VALUE).lanewise(XOR, y);
        low = low.min(x.min(y));
        high = high.max(x.max(y));
      }
      least[part] = ordered(low.reduceLanes(MIN));
      greatest[part] = ordered(high.reduceLanes(MAX));
    }
  }

  /** The float whose place among the whole numbers this is. */
  private static float ordered(int place) {
    return Float.intBitsToFloat(place ^ place >> 31 & Integer.MAX_VALUE);
  }

  @Override
  public void round(
      float[] tables,
      int parts,
      int codes,
      float[] least,
      float inverse,
      byte[] rounded,
      int stride) {
    roundByEights(tables, parts, codes, least, inverse, rounded, stride);
  }

  static void roundByEights(
      float[] tables,
      int parts,
      int codes,
      float[] least,
      float inverse,
      byte[] rounded,
      int stride) {
    if (codes < 16) {
      Kernels.scalarCodes().round(tables, parts, codes, least, inverse, rounded, stride);
      return;
    }
    for (int part = 0; part < parts; part++) {
      FloatVector low = FloatVector.broadcast(FLOATS, least[part]);
      for (int code = 0; code < codes; code += 8) {
        FloatVector value =
            FloatVector.fromArray(FLOATS, tables, part * codes + code).sub(low).mul(inverse);
        value = value.blend(LARGEST_ENTRY, value.compare(LT, (float) LARGEST_ENTRY).not());
        IntVector whole = (IntVector) value.convertShape(F2I, IntVector.SPECIES_256, 0);
        ByteVector bytes =
            (ByteVector)
                whole.convertShape(
                    jdk.incubator.vector.VectorOperators.I2B, ByteVector.SPECIES_64, 0);
        bytes.intoArray(rounded, part * stride + code);
      }
    }
  }

  private static ByteVector load(MemorySegment codes, long offset) {
    return ByteVector.fromMemorySegment(BYTES, codes, offset, LITTLE_ENDIAN);
  }
}
