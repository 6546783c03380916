package io.elanus.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All code kernels that this processor has, against sums taken one by one. */
class FastScanKernelsTest {
  private static final int LANES = FastScanKernels.LANES;

  private static List<FastScanKernels> kernels() {
    List<FastScanKernels> kernels = new ArrayList<>();
    kernels.add(Kernels.scalarCodes());
    kernels.add(new VectorFastScanKernels());
    if (WideFastScanKernels.suitable()) {
      kernels.add(new WideFastScanKernels());
    }
    return kernels;
  }

  @Test
  void aVectorKernelIsChosen() {
    assertNotSame(Kernels.scalarCodes(), Kernels.codes());
  }

  @Test
  void placesAreEveryByteOnceEvenOnesFirst() {
    TreeSet<Integer> places = new TreeSet<>();
    for (int lane = 0; lane < LANES; lane++) {
      places.add(FastScanKernels.place(lane));
      assertEquals(lane < 32 ? 0 : 1, FastScanKernels.place(lane) % 2);
    }
    assertEquals(64, places.size());
    assertEquals(0, places.first());
    assertEquals(63, places.last());
  }

  private static byte[] tables(int length, int largest, Random random) {
    byte[] tables = new byte[length];
    for (int i = 0; i < length; i++) {
      tables[i] = (byte) (random.nextInt(8) == 0 ? largest : random.nextInt(largest + 1));
    }
    return tables;
  }

  private static MemorySegment codes(long bytes, int skip, Random random) {
    MemorySegment segment = Arena.ofAuto().allocate(bytes + skip, 1);
    for (long i = 0; i < bytes + skip; i++) {
      segment.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt());
    }
    return segment;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 25, 50, 129})
  void sumsEqual(int parts) {
    Random random = new Random(parts);
    int pairs = (parts + 1) / 2;
    byte[] nibbleTables = tables(pairs * 32 + FastScanKernels.PADDING, 127, random);
    byte[] byteTables = tables(parts * 256, 127, random);
    for (int blocks : new int[] {1, 2, 3, 4, 5, 7, 9}) {
      int skip = 5;
      MemorySegment nibbles = codes((long) blocks * pairs * LANES, skip, random);
      MemorySegment bytes = codes((long) blocks * parts * LANES, skip, random);
      short[] expectedNibbles = new short[blocks * LANES];
      short[] expectedBytes = new short[blocks * LANES];
      for (int block = 0; block < blocks; block++) {
        for (int lane = 0; lane < LANES; lane++) {
          int place = skip + FastScanKernels.place(lane);
          int sum = 0;
          for (int pair = 0; pair < pairs; pair++) {
            byte code = nibbles.get(ValueLayout.JAVA_BYTE, place + (block * pairs + pair) * 64L);
            sum += nibbleTables[pair * 32 + (code & 15)];
            sum += nibbleTables[pair * 32 + 16 + ((code & 0xF0) >> 4)];
          }
          expectedNibbles[block * LANES + lane] = (short) sum;
          sum = 0;
          for (int part = 0; part < parts; part++) {
            byte code = bytes.get(ValueLayout.JAVA_BYTE, place + (block * parts + part) * 64L);
            sum += byteTables[part * 256 + (code & 255)];
          }
          expectedBytes[block * LANES + lane] = (short) sum;
        }
      }
      for (FastScanKernels kernel : kernels()) {
        short[] sums = new short[blocks * LANES];
        kernel.sumNibbles(nibbleTables, nibbles, skip, blocks, pairs, sums);
        assertArrayEquals(expectedNibbles, sums, kernel.getClass().getSimpleName());
        kernel.sumBytes(byteTables, bytes, skip, blocks, parts, sums);
        assertArrayEquals(expectedBytes, sums, kernel.getClass().getSimpleName());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 26, 64})
  void fourQueriesHaveTheSumsOfEach(int pairs) {
    Random random = new Random(pairs);
    int blocks = 5;
    byte[][] tables = new byte[4][];
    for (int query = 0; query < 4; query++) {
      tables[query] = tables(pairs * 32 + FastScanKernels.PADDING, 127, random);
    }
    MemorySegment codes = codes((long) blocks * pairs * LANES, 3, random);
    short[] expected = new short[blocks * LANES];
    for (FastScanKernels kernel : kernels()) {
      short[][] sums = new short[4][blocks * LANES];
      kernel.sumNibblesOfFour(tables, codes, 3, blocks, pairs, sums);
      for (int query = 0; query < 4; query++) {
        Kernels.scalarCodes().sumNibbles(tables[query], codes, 3, blocks, pairs, expected);
        assertArrayEquals(expected, sums[query], kernel.getClass().getSimpleName() + query);
      }
    }
  }

  @Test
  void theLargestSumIsCountedRight() {
    int parts = 258; // 258 * 127 is the last below the limit
    byte[] tables = new byte[parts * 256];
    java.util.Arrays.fill(tables, (byte) 127);
    MemorySegment codes = codes((long) parts * LANES, 0, new Random(1));
    for (FastScanKernels kernel : kernels()) {
      short[] sums = new short[LANES];
      kernel.sumBytes(tables, codes, 0, 1, parts, sums);
      for (short sum : sums) {
        assertEquals(258 * 127, sum);
      }
      kernel.sumNibbles(tables, codes, 0, 1, parts / 2, sums);
      for (short sum : sums) {
        assertEquals(258 * 127, sum);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void selectionsEqual(int blocks) {
    Random random = new Random(blocks);
    short[] sums = new short[blocks * LANES];
    MemorySegment bias = Arena.ofAuto().allocate(sums.length * 4L + 4, 4);
    for (int i = 0; i < sums.length; i++) {
      sums[i] = (short) (i % 9 == 0 ? Short.MAX_VALUE : random.nextInt(300));
      bias.setAtIndex(ValueLayout.JAVA_FLOAT, i + 1, random.nextInt(200) - 100);
    }
    sums[sums.length - 1] = 0;
    for (int limit : new int[] {-1, 0, 1, 150, 299, 300, 32766, 32767}) {
      for (FastScanKernels kernel : kernels()) {
        long[] masks = new long[blocks + 1];
        masks[blocks] = 77;
        kernel.atMost(sums, blocks, limit, masks);
        check(masks, blocks, i -> sums[i] <= limit);
        kernel.atMost(sums, blocks, bias, 4, 0.5f, limit, masks);
        check(
            masks,
            blocks,
            i -> 0.5f * sums[i] + bias.getAtIndex(ValueLayout.JAVA_FLOAT, i + 1) <= limit);
      }
    }
  }

  private static void check(long[] masks, int blocks, java.util.function.IntPredicate expected) {
    for (int i = 0; i < blocks * LANES; i++) {
      assertEquals(expected.test(i), (masks[i / LANES] >>> i % LANES & 1) != 0, "vector " + i);
    }
    assertEquals(77, masks[blocks], "nothing is written past the end");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8, 16, 32, 64, 128, 256})
  void roundedTablesEqual(int codes) {
    int parts = 5;
    int stride = Math.max(16, codes);
    Random random = new Random(codes);
    float[] tables = new float[parts * codes];
    for (int i = 0; i < tables.length; i++) {
      tables[i] = (float) random.nextGaussian() * (1 + i / codes);
    }
    float[] expectedLeast = new float[parts];
    float[] expectedGreatest = new float[parts];
    byte[] expected = new byte[parts * stride];
    FastScanKernels scalar = Kernels.scalarCodes();
    scalar.bounds(tables, parts, codes, expectedLeast, expectedGreatest);
    float width = 0;
    for (int part = 0; part < parts; part++) {
      float[] own = java.util.Arrays.copyOfRange(tables, part * codes, (part + 1) * codes);
      java.util.Arrays.sort(own);
      assertEquals(own[0], expectedLeast[part]);
      assertEquals(own[codes - 1], expectedGreatest[part]);
      width = Math.max(width, expectedGreatest[part] - expectedLeast[part]);
    }
    float inverse = FastScanKernels.LARGEST_ENTRY / width;
    scalar.round(tables, parts, codes, expectedLeast, inverse, expected, stride);
    for (int i = 0; i < tables.length; i++) {
      float exact = (tables[i] - expectedLeast[i / codes]) * inverse;
      byte rounded = expected[i / codes * stride + i % codes];
      assertTrue(rounded >= 0 && rounded <= exact + 1e-4 && exact < rounded + 1.0001);
    }
    for (FastScanKernels kernel : kernels()) {
      float[] least = new float[parts];
      float[] greatest = new float[parts];
      byte[] rounded = new byte[parts * stride];
      kernel.bounds(tables, parts, codes, least, greatest);
      assertArrayEquals(expectedLeast, least);
      assertArrayEquals(expectedGreatest, greatest);
      kernel.round(tables, parts, codes, least, inverse, rounded, stride);
      assertArrayEquals(expected, rounded, kernel.getClass().getSimpleName());
      // A scale too large for the entries must not wrap round.
      kernel.round(tables, parts, codes, least, inverse * 1000, rounded, stride);
      for (byte entry : rounded) {
        assertTrue(entry >= 0);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8, 16, 32, 64, 256})
  void filledTablesEqual(int codes) {
    int parts = 7;
    Random random = new Random(codes);
    for (int partDim = 1; partDim <= 5; partDim++) {
      float[] factors = new float[parts * partDim];
      float[] books = new float[factors.length * codes];
      for (int i = 0; i < factors.length; i++) {
        factors[i] = (float) random.nextGaussian();
      }
      for (int i = 0; i < books.length; i++) {
        books[i] = (float) random.nextGaussian();
      }
      float[] expected = new float[parts * codes];
      for (int part = 0; part < parts; part++) {
        for (int code = 0; code < codes; code++) {
          float sum = 0;
          for (int d = part * partDim; d < (part + 1) * partDim; d++) {
            sum = Math.fma(factors[d], books[d * codes + code], sum);
          }
          expected[part * codes + code] = sum;
        }
      }
      for (FastScanKernels kernel : kernels()) {
        float[] tables = new float[parts * codes];
        kernel.fill(factors, books, parts, partDim, codes, tables);
        assertArrayEquals(expected, tables, kernel.getClass().getSimpleName());
      }
    }
  }

  @Test
  void boundsOfTablesWithBothZeros() {
    float[] tables = new float[32];
    tables[3] = -0f;
    tables[17] = -3;
    for (FastScanKernels kernel : kernels()) {
      float[] least = new float[2];
      float[] greatest = new float[2];
      kernel.bounds(tables, 2, 16, least, greatest);
      assertArrayEquals(new float[] {-0f, -3}, least, kernel.getClass().getSimpleName());
      assertArrayEquals(new float[] {0, 0}, greatest, kernel.getClass().getSimpleName());
    }
  }

  @Test
  void processorFlagsAreWholeWords() {
    List<String> cpuinfo =
        List.of("processor\t: 0", "flags\t\t: fpu avx512f avx512vbmi umip avx512_vbmi2", "bugs\t:");
    assertTrue(ProcessorFlags.present("avx512vbmi", cpuinfo));
    assertTrue(ProcessorFlags.present("fpu", cpuinfo));
    assertFalse(ProcessorFlags.present("avx512", cpuinfo));
    assertFalse(ProcessorFlags.present("avx512vbmi", List.of("flags : avx512_vbmi2")));
  }
}
