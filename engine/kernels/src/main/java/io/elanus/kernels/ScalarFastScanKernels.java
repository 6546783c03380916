package io.elanus.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The code kernels in plain Java: the reference that tests compare with, and the fallback. */
final class ScalarFastScanKernels implements FastScanKernels {
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  @Override
  public void sumNibbles(
      byte[] tables, MemorySegment codes, long offset, int blocks, int pairs, short[] sums) {
    for (int block = 0; block < blocks; block++) {
      long start = offset + (long) block * pairs * LANES;
      for (int place = 0; place < LANES; place++) {
        int sum = 0;
        for (int pair = 0; pair < pairs; pair++) {
          int code = codes.get(ValueLayout.JAVA_BYTE, start + (long) pair * LANES + place);
          int table = pair * 2 * NIBBLE_CODES;
          sum += tables[table + (code & 15)] + tables[table + NIBBLE_CODES + (code >> 4 & 15)];
        }
        sums[block * LANES + lane(place)] = (short) sum;
      }
    }
  }

  @Override
  public void sumBytes(
      byte[] tables, MemorySegment codes, long offset, int blocks, int parts, short[] sums) {
    sumBytesByEights(tables, codes, offset, blocks, parts, sums);
  }

  /**
   * Eight vectors at a time: one load brings eight codes, and eight sums do not wait for another.
   */
  static void sumBytesByEights(
      byte[] tables, MemorySegment codes, long offset, int blocks, int parts, short[] sums) {
    for (int eighth = 0; eighth < blocks * 8; eighth++) {
      int block = eighth >>> 3;
      int place = (eighth & 7) * 8;
      long at = offset + (long) block * parts * LANES + place;
      int s0 = 0;
      int s1 = 0;
      int s2 = 0;
      int s3 = 0;
      int s4 = 0;
      int s5 = 0;
      int s6 = 0;
      int s7 = 0;
      for (int part = 0; part < parts; part++) {
        long eight = codes.get(LONG, at + (long) part * LANES);
        int table = part * BYTE_CODES;
        s0 += tables[table + (int) (eight & 255)];
        s1 += tables[table + (int) (eight >>> 8 & 255)];
        s2 += tables[table + (int) (eight >>> 16 & 255)];
        s3 += tables[table + (int) (eight >>> 24 & 255)];
        s4 += tables[table + (int) (eight >>> 32 & 255)];
        s5 += tables[table + (int) (eight >>> 40 & 255)];
        s6 += tables[table + (int) (eight >>> 48 & 255)];
        s7 += tables[table + (int) (eight >>> 56)];
      }
      int even = block * LANES + place / 2;
      int odd = even + LANES / 2;
      sums[even] = (short) s0;
      sums[odd] = (short) s1;
      sums[even + 1] = (short) s2;
      sums[odd + 1] = (short) s3;
      sums[even + 2] = (short) s4;
      sums[odd + 2] = (short) s5;
      sums[even + 3] = (short) s6;
      sums[odd + 3] = (short) s7;
    }
  }

  private static int lane(int place) {
    return (place >>> 1) + (place & 1) * (LANES / 2);
  }

  @Override
  public void atMost(short[] sums, int blocks, int limit, long[] masks) {
    for (int block = 0; block < blocks; block++) {
      long mask = 0;
      for (int lane = 0; lane < LANES; lane++) {
        if (sums[block * LANES + lane] <= limit) {
          mask |= 1L << lane;
        }
      }
      masks[block] = mask;
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
      for (int lane = 0; lane < LANES; lane++) {
        int i = block * LANES + lane;
        if (Math.fma(sums[i], scale, bias.get(FLOAT, offset + i * 4L)) <= limit) {
          mask |= 1L << lane;
        }
      }
      masks[block] = mask;
    }
  }

  @Override
  public void fill(
      float[] factors, float[] books, int parts, int partDim, int codes, float[] tables) {
    for (int part = 0; part < parts; part++) {
      int to = part * codes;
      int d = part * partDim;
      multiply(factors[d], books, d * codes, tables, to, codes);
      for (int end = d++ + partDim; d < end; d++) {
        addProducts(factors[d], books, d * codes, tables, to, codes);
      }
    }
  }

  // C2 turns these two loops into vector code by itself.
  private static void multiply(
      float factor, float[] from, int start, float[] to, int toStart, int count) {
    for (int i = 0; i < count; i++) {
      to[toStart + i] = factor * from[start + i];
    }
  }

  private static void addProducts(
      float factor, float[] from, int start, float[] to, int toStart, int count) {
    for (int i = 0; i < count; i++) {
      to[toStart + i] = Math.fma(factor, from[start + i], to[toStart + i]);
    }
  }

  @Override
  public void bounds(float[] tables, int parts, int codes, float[] least, float[] greatest) {
    for (int part = 0; part < parts; part++) {
      float low = tables[part * codes];
      float high = low;
      for (int i = part * codes + 1; i < (part + 1) * codes; i++) {
        low = Math.min(low, tables[i]);
        high = Math.max(high, tables[i]);
      }
      least[part] = low;
      greatest[part] = high;
    }
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
    for (int part = 0; part < parts; part++) {
      for (int code = 0; code < codes; code++) {
        float value = (tables[part * codes + code] - least[part]) * inverse;
        rounded[part * stride + code] =
            (byte) (value < LARGEST_ENTRY ? (int) value : LARGEST_ENTRY);
      }
    }
  }
}
