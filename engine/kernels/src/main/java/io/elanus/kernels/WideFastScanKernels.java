package io.elanus.kernels;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.S2F;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The code kernels on 512-bit vectors, for processors that look up bytes in tables of 128 entries
 * with one instruction (AVX-512 VBMI).
 *
 * <p>Two entries are added as bytes, then as the two halves of 16-bit words: {@code all} collects
 * {@code low + 256 * high} and {@code high} the high halves alone, which are taken off at the end.
 * Four blocks share the loads of the tables, or four queries those of the codes.
 */
final class WideFastScanKernels implements FastScanKernels {
  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_512;
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_512;
  private static final VectorSpecies<Short> HALF = ShortVector.SPECIES_256;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_512;
  private static final byte LOW = 15;

  static boolean suitable() {
    return ByteVector.SPECIES_PREFERRED.length() >= BYTES.length()
        && ProcessorFlags.present("avx512vbmi");
  }

  @Override
  public void sumNibbles(
      byte[] tables, MemorySegment codes, long offset, int blocks, int pairs, short[] sums) {
    long stride = (long) pairs * LANES;
    int block = 0;
    for (; block + 4 <= blocks; block += 4) {
      fourOfNibbles(tables, codes, offset + block * stride, pairs, sums, block * LANES);
    }
    for (; block + 2 <= blocks; block += 2) {
      twoOfNibbles(tables, codes, offset + block * stride, pairs, sums, block * LANES);
    }
    for (; block < blocks; block++) {
      oneOfNibbles(tables, codes, offset + block * stride, pairs, sums, block * LANES);
    }
  }

  private static void fourOfNibbles(
      byte[] tables, MemorySegment codes, long o0, int pairs, short[] sums, int at) {
    long stride = pairs * 64L;
    long o1 = o0 + stride;
    long o2 = o1 + stride;
    long o3 = o2 + stride;
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
      long next = pair * 64L;
      ByteVector x = load(codes, o0 + next);
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
      x = load(codes, o1 + next);
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
      x = load(codes, o2 + next);
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
      x = load(codes, o3 + next);
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
    high0.intoArray(sums, at + 32);
    all1.sub(high1.lanewise(LSHL, 8)).intoArray(sums, at + 64);
    high1.intoArray(sums, at + 96);
    all2.sub(high2.lanewise(LSHL, 8)).intoArray(sums, at + 128);
    high2.intoArray(sums, at + 160);
    all3.sub(high3.lanewise(LSHL, 8)).intoArray(sums, at + 192);
    high3.intoArray(sums, at + 224);
  }

  private static void twoOfNibbles(
      byte[] tables, MemorySegment codes, long o0, int pairs, short[] sums, int at) {
    long o1 = o0 + pairs * 64L;
    ShortVector all0 = ShortVector.zero(SHORTS);
    ShortVector all1 = all0;
    ShortVector high0 = all0;
    ShortVector high1 = all0;
    for (int pair = 0; pair < pairs; pair++) {
      ByteVector t = ByteVector.fromArray(BYTES, tables, pair * 32);
      ByteVector u = ByteVector.fromArray(BYTES, tables, pair * 32 + 16);
      long next = pair * 64L;
      ByteVector x = load(codes, o0 + next);
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
      x = load(codes, o1 + next);
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
    }
    all0.sub(high0.lanewise(LSHL, 8)).intoArray(sums, at);
    high0.intoArray(sums, at + 32);
    all1.sub(high1.lanewise(LSHL, 8)).intoArray(sums, at + 64);
    high1.intoArray(sums, at + 96);
  }

  private static void oneOfNibbles(
      byte[] tables, MemorySegment codes, long offset, int pairs, short[] sums, int at) {
    ShortVector all = ShortVector.zero(SHORTS);
    ShortVector high = all;
    for (int pair = 0; pair < pairs; pair++) {
      ByteVector t = ByteVector.fromArray(BYTES, tables, pair * 32);
      ByteVector u = ByteVector.fromArray(BYTES, tables, pair * 32 + 16);
      ByteVector x = load(codes, offset + pair * 64L);
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
      all = all.add(sum);
      high = high.add(sum.lanewise(LSHR, 8));
    }
    all.sub(high.lanewise(LSHL, 8)).intoArray(sums, at);
    high.intoArray(sums, at + 32);
  }

  @Override
  public void sumNibblesOfFour(
      byte[][] tables, MemorySegment codes, long offset, int blocks, int pairs, short[][] sums) {
    for (int block = 0; block < blocks; block++) {
      blockForFour(
          tables[0],
          tables[1],
          tables[2],
          tables[3],
          codes,
          offset + (long) block * pairs * LANES,
          pairs,
          sums,
          block * LANES);
    }
  }

  private static void blockForFour(
      byte[] tables0,
      byte[] tables1,
      byte[] tables2,
      byte[] tables3,
      MemorySegment codes,
      long offset,
      int pairs,
      short[][] sums,
      int at) {
    ShortVector all0 = ShortVector.zero(SHORTS);
    ShortVector all1 = all0;
    ShortVector all2 = all0;
    ShortVector all3 = all0;
    ShortVector high0 = all0;
    ShortVector high1 = all0;
    ShortVector high2 = all0;
    ShortVector high3 = all0;
    for (int pair = 0; pair < pairs; pair++) {
      int t = pair * 32;
      int u = t + 16;
      ByteVector x = load(codes, offset + pair * 64L);
      ByteVector y = x.reinterpretAsShorts().lanewise(LSHR, 4).reinterpretAsBytes().and(LOW);
      x = x.and(LOW);
      ShortVector sum =
          x.selectFrom(ByteVector.fromArray(BYTES, tables0, t))
              .add(y.selectFrom(ByteVector.fromArray(BYTES, tables0, u)))
              .reinterpretAsShorts();
      all0 = all0.add(sum);
      high0 = high0.add(sum.lanewise(LSHR, 8));
      sum =
          x.selectFrom(ByteVector.fromArray(BYTES, tables1, t))
              .add(y.selectFrom(ByteVector.fromArray(BYTES, tables1, u)))
              .reinterpretAsShorts();
      all1 = all1.add(sum);
      high1 = high1.add(sum.lanewise(LSHR, 8));
      sum =
          x.selectFrom(ByteVector.fromArray(BYTES, tables2, t))
              .add(y.selectFrom(ByteVector.fromArray(BYTES, tables2, u)))
              .reinterpretAsShorts();
      all2 = all2.add(sum);
      high2 = high2.add(sum.lanewise(LSHR, 8));
      sum =
          x.selectFrom(ByteVector.fromArray(BYTES, tables3, t))
              .add(y.selectFrom(ByteVector.fromArray(BYTES, tables3, u)))
              .reinterpretAsShorts();
      all3 = all3.add(sum);
      high3 = high3.add(sum.lanewise(LSHR, 8));
    }
    all0.sub(high0.lanewise(LSHL, 8)).intoArray(sums[0], at);
    high0.intoArray(sums[0], at + 32);
    all1.sub(high1.lanewise(LSHL, 8)).intoArray(sums[1], at);
    high1.intoArray(sums[1], at + 32);
    all2.sub(high2.lanewise(LSHL, 8)).intoArray(sums[2], at);
    high2.intoArray(sums[2], at + 32);
    all3.sub(high3.lanewise(LSHL, 8)).intoArray(sums[3], at);
    high3.intoArray(sums[3], at + 32);
  }

  @Override
  public void sumBytes(
      byte[] tables, MemorySegment codes, long offset, int blocks, int parts, short[] sums) {
    long stride = (long) parts * LANES;
    int block = 0;
    for (; block + 4 <= blocks; block += 4) {
      fourOfBytes(tables, codes, offset + block * stride, parts, sums, block * LANES);
    }
    for (; block + 2 <= blocks; block += 2) {
      twoOfBytes(tables, codes, offset + block * stride, parts, sums, block * LANES);
    }
    for (; block < blocks; block++) {
      oneOfBytes(tables, codes, offset + block * stride, parts, sums, block * LANES);
    }
  }

  private static void fourOfBytes(
      byte[] tables, MemorySegment codes, long o0, int parts, short[] sums, int at) {
    long stride = parts * 64L;
    long o1 = o0 + stride;
    long o2 = o1 + stride;
    long o3 = o2 + stride;
    ShortVector all0 = ShortVector.zero(SHORTS);
    ShortVector all1 = all0;
    ShortVector all2 = all0;
    ShortVector all3 = all0;
    ShortVector high0 = all0;
    ShortVector high1 = all0;
    ShortVector high2 = all0;
    ShortVector high3 = all0;
    int pairs = parts / 2;
    for (int pair = 0; pair < pairs; pair++) {
      int table = pair * 512;
      ByteVector t0 = ByteVector.fromArray(BYTES, tables, table);
      ByteVector t1 = ByteVector.fromArray(BYTES, tables, table + 64);
      ByteVector t2 = ByteVector.fromArray(BYTES, tables, table + 128);
      ByteVector t3 = ByteVector.fromArray(BYTES, tables, table + 192);
      ByteVector u0 = ByteVector.fromArray(BYTES, tables, table + 256);
      ByteVector u1 = ByteVector.fromArray(BYTES, tables, table + 320);
      ByteVector u2 = ByteVector.fromArray(BYTES, tables, table + 384);
      ByteVector u3 = ByteVector.fromArray(BYTES, tables, table + 448);
      long next = pair * 128L;
      ByteVector x = load(codes, o0 + next);
      ByteVector y = load(codes, o0 + next + 64);
      ShortVector sum =
          x.selectFrom(t0, t1)
              .blend(x.selectFrom(t2, t3), x.compare(LT, (byte) 0))
              .add(y.selectFrom(u0, u1).blend(y.selectFrom(u2, u3), y.compare(LT, (byte) 0)))
              .reinterpretAsShorts();
      all0 = all0.add(sum);
      high0 = high0.add(sum.lanewise(LSHR, 8));
      x = load(codes, o1 + next);
      y = load(codes, o1 + next + 64);
      sum =
          x.selectFrom(t0, t1)
              .blend(x.selectFrom(t2, t3), x.compare(LT, (byte) 0))
              .add(y.selectFrom(u0, u1).blend(y.selectFrom(u2, u3), y.compare(LT, (byte) 0)))
              .reinterpretAsShorts();
      all1 = all1.add(sum);
      high1 = high1.add(sum.lanewise(LSHR, 8));
      x = load(codes, o2 + next);
      y = load(codes, o2 + next + 64);
      sum =
          x.selectFrom(t0, t1)
              .blend(x.selectFrom(t2, t3), x.compare(LT, (byte) 0))
              .add(y.selectFrom(u0, u1).blend(y.selectFrom(u2, u3), y.compare(LT, (byte) 0)))
              .reinterpretAsShorts();
      all2 = all2.add(sum);
      high2 = high2.add(sum.lanewise(LSHR, 8));
      x = load(codes, o3 + next);
      y = load(codes, o3 + next + 64);
      sum =
          x.selectFrom(t0, t1)
              .blend(x.selectFrom(t2, t3), x.compare(LT, (byte) 0))
              .add(y.selectFrom(u0, u1).blend(y.selectFrom(u2, u3), y.compare(LT, (byte) 0)))
              .reinterpretAsShorts();
      all3 = all3.add(sum);
      high3 = high3.add(sum.lanewise(LSHR, 8));
    }
    all0.sub(high0.lanewise(LSHL, 8)).intoArray(sums, at);
    high0.intoArray(sums, at + 32);
    all1.sub(high1.lanewise(LSHL, 8)).intoArray(sums, at + 64);
    high1.intoArray(sums, at + 96);
    all2.sub(high2.lanewise(LSHL, 8)).intoArray(sums, at + 128);
    high2.intoArray(sums, at + 160);
    all3.sub(high3.lanewise(LSHL, 8)).intoArray(sums, at + 192);
    high3.intoArray(sums, at + 224);
    if ((parts & 1) != 0) {
      long last = (parts - 1) * 64L;
      addLastPart(tables, parts - 1, codes, o0 + last, sums, at);
      addLastPart(tables, parts - 1, codes, o1 + last, sums, at + 64);
      addLastPart(tables, parts - 1, codes, o2 + last, sums, at + 128);
      addLastPart(tables, parts - 1, codes, o3 + last, sums, at + 192);
    }
  }

  private static void twoOfBytes(
      byte[] tables, MemorySegment codes, long o0, int parts, short[] sums, int at) {
    long o1 = o0 + parts * 64L;
    ShortVector all0 = ShortVector.zero(SHORTS);
    ShortVector all1 = all0;
    ShortVector high0 = all0;
    ShortVector high1 = all0;
    int pairs = parts / 2;
    for (int pair = 0; pair < pairs; pair++) {
      int table = pair * 512;
      ByteVector t0 = ByteVector.fromArray(BYTES, tables, table);
      ByteVector t1 = ByteVector.fromArray(BYTES, tables, table + 64);
      ByteVector t2 = ByteVector.fromArray(BYTES, tables, table + 128);
      ByteVector t3 = ByteVector.fromArray(BYTES, tables, table + 192);
      ByteVector u0 = ByteVector.fromArray(BYTES, tables, table + 256);
      ByteVector u1 = ByteVector.fromArray(BYTES, tables, table + 320);
      ByteVector u2 = ByteVector.fromArray(BYTES, tables, table + 384);
      ByteVector u3 = ByteVector.fromArray(BYTES, tables, table + 448);
      long next = pair * 128L;
      ByteVector x = load(codes, o0 + next);
      ByteVector y = load(codes, o0 + next + 64);
      ShortVector sum =
          x.selectFrom(t0, t1)
              .blend(x.selectFrom(t2, t3), x.compare(LT, (byte) 0))
              .add(y.selectFrom(u0, u1).blend(y.selectFrom(u2, u3), y.compare(LT, (byte) 0)))
              .reinterpretAsShorts();
      all0 = all0.add(sum);
      high0 = high0.add(sum.lanewise(LSHR, 8));
      x = load(codes, o1 + next);
      y = load(codes, o1 + next + 64);
      sum =
          x.selectFrom(t0, t1)
              .blend(x.selectFrom(t2, t3), x.compare(LT, (byte) 0))
              .add(y.selectFrom(u0, u1).blend(y.selectFrom(u2, u3), y.compare(LT, (byte) 0)))
              .reinterpretAsShorts();
      all1 = all1.add(sum);
      high1 = high1.add(sum.lanewise(LSHR, 8));
    }
    all0.sub(high0.lanewise(LSHL, 8)).intoArray(sums, at);
    high0.intoArray(sums, at + 32);
    all1.sub(high1.lanewise(LSHL, 8)).intoArray(sums, at + 64);
    high1.intoArray(sums, at + 96);
    if ((parts & 1) != 0) {
      long last = (parts - 1) * 64L;
      addLastPart(tables, parts - 1, codes, o0 + last, sums, at);
      addLastPart(tables, parts - 1, codes, o1 + last, sums, at + 64);
    }
  }

  private static void oneOfBytes(
      byte[] tables, MemorySegment codes, long offset, int parts, short[] sums, int at) {
    ShortVector all = ShortVector.zero(SHORTS);
    ShortVector high = all;
    int pairs = parts / 2;
    for (int pair = 0; pair < pairs; pair++) {
      int table = pair * 512;
      ByteVector t0 = ByteVector.fromArray(BYTES, tables, table);
      ByteVector t1 = ByteVector.fromArray(BYTES, tables, table + 64);
      ByteVector t2 = ByteVector.fromArray(BYTES, tables, table + 128);
      ByteVector t3 = ByteVector.fromArray(BYTES, tables, table + 192);
      ByteVector u0 = ByteVector.fromArray(BYTES, tables, table + 256);
      ByteVector u1 = ByteVector.fromArray(BYTES, tables, table + 320);
      ByteVector u2 = ByteVector.fromArray(BYTES, tables, table + 384);
      ByteVector u3 = ByteVector.fromArray(BYTES, tables, table + 448);
      ByteVector x = load(codes, offset + pair * 128L);
      ByteVector y = load(codes, offset + pair * 128L + 64);
      ShortVector sum =
          x.selectFrom(t0, t1)
              .blend(x.selectFrom(t2, t3), x.compare(LT, (byte) 0))
              .add(y.selectFrom(u0, u1).blend(y.selectFrom(u2, u3), y.compare(LT, (byte) 0)))
              .reinterpretAsShorts();
      all = all.add(sum);
      high = high.add(sum.lanewise(LSHR, 8));
    }
    all.sub(high.lanewise(LSHL, 8)).intoArray(sums, at);
    high.intoArray(sums, at + 32);
    if ((parts & 1) != 0) {
      addLastPart(tables, parts - 1, codes, offset + (parts - 1) * 64L, sums, at);
    }
  }

  private static void addLastPart(
      byte[] tables, int part, MemorySegment codes, long offset, short[] sums, int at) {
    int table = part * 256;
    ByteVector x = load(codes, offset);
    ByteVector lower =
        x.selectFrom(
            ByteVector.fromArray(BYTES, tables, table),
            ByteVector.fromArray(BYTES, tables, table + 64));
    ByteVector upper =
        x.selectFrom(
            ByteVector.fromArray(BYTES, tables, table + 128),
            ByteVector.fromArray(BYTES, tables, table + 192));
    ShortVector sum = lower.blend(upper, x.compare(LT, (byte) 0)).reinterpretAsShorts();
    ShortVector.fromArray(SHORTS, sums, at).add(sum.and((short) 255)).intoArray(sums, at);
    ShortVector.fromArray(SHORTS, sums, at + 32)
        .add(sum.lanewise(LSHR, 8))
        .intoArray(sums, at + 32);
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
      long low = ShortVector.fromArray(SHORTS, sums, at).compare(LE, bound).toLong();
      long high = ShortVector.fromArray(SHORTS, sums, at + 32).compare(LE, bound).toLong();
      masks[block] = low | high << 32;
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
      for (int lane = 0; lane < LANES; lane += 16) {
        int at = block * LANES + lane;
        FloatVector sum =
            (FloatVector) ShortVector.fromArray(HALF, sums, at).convertShape(S2F, FLOATS, 0);
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
    VectorFastScanKernels.fillByEights(factors, books, parts, partDim, codes, tables);
  }

  @Override
  public void bounds(float[] tables, int parts, int codes, float[] least, float[] greatest) {
    VectorFastScanKernels.boundsByEights(tables, parts, codes, least, greatest);
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
    VectorFastScanKernels.roundByEights(tables, parts, codes, least, inverse, rounded, stride);
  }

  private static ByteVector load(MemorySegment codes, long offset) {
    return ByteVector.fromMemorySegment(BYTES, codes, offset, LITTLE_ENDIAN);
  }
}
