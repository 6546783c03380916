package io.elanus.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bit kernels against sets of bits and against each other, over odd sizes. */
class BitKernelsTest {
  private static final int ROWS = 16 * 5;

  private final BitKernels[] both = {Kernels.scalarBits(), Kernels.bestBits()};

  private static byte[] random(int bytes, long seed) {
    byte[] values = new byte[bytes];
    new Random(seed).nextBytes(values);
    return values;
  }

  /** Outside the heap, after some bytes that break the alignment. */
  private static MemorySegment segment(byte[] values, int skip) {
    MemorySegment segment = Arena.ofAuto().allocate(values.length + skip, 1);
    MemorySegment.copy(values, 0, segment, ValueLayout.JAVA_BYTE, skip, values.length);
    return segment;
  }

  private static BitSet bits(byte[] values, int row, int width) {
    return BitSet.valueOf(Arrays.copyOfRange(values, row * width, (row + 1) * width));
  }

  private static int differing(byte[] queries, int query, byte[] rows, int row, int width) {
    BitSet bits = bits(queries, query, width);
    bits.xor(bits(rows, row, width));
    return bits.cardinality();
  }

  private static long[] blocks(byte[] rows, int count, int width) {
    int words = BitKernels.words(width * 8);
    long[] blocks = new long[count * words];
    MemorySegment segment = segment(rows, 3);
    for (int row = 0; row < count; row++) {
      int start = row / BitKernels.LANES * BitKernels.LANES * words;
      BitLayout.toBlock(
          segment, 3 + (long) row * width, width, blocks, start, row % BitKernels.LANES);
    }
    return blocks;
  }

  private static MemorySegment mapped(long[] blocks, int skip) {
    MemorySegment segment = Arena.ofAuto().allocate(blocks.length * 8L + skip, 1);
    MemorySegment.copy(blocks, 0, segment, BitLayout.LONG, skip, blocks.length);
    return segment;
  }

  @Test
  void theVectorModuleIsInUse() {
    assertNotSame(both[0], both[1], "these tests would compare the scalar kernels with themselves");
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 24, 64, 72, 128, 192, 256, 320, 512, 1000, 1024, 2056})
  void countsAreThoseOfSets(int dim) {
    int width = dim / 8;
    int words = BitKernels.words(dim);
    byte[] rows = random(ROWS * width, dim);
    byte[] queries = random(4 * width, dim + 1);
    System.arraycopy(rows, 7 * width, queries, 2 * width, width);
    Arrays.fill(rows, 0, width, (byte) 0xff);
    long[] asked = new long[3 + 4 * words];
    System.arraycopy(BitLayout.toWords(queries, 4, width), 0, asked, 3, 4 * words);
    long[] blocks = blocks(rows, ROWS, width);
    MemorySegment mapped = mapped(blocks, 12);
    MemorySegment rowMajor = segment(rows, 5);
    int[] ordinals = new Random(dim).ints(23, 0, ROWS).toArray();
    for (BitKernels kernels : both) {
      int[] group = new int[4 * ROWS];
      kernels.scanGroup(asked, 3, blocks, ROWS / 16, words, group);
      for (int query = 0; query < 4; query++) {
        int q = query;
        int[] expected =
            IntStream.range(0, ROWS).map(row -> differing(queries, q, rows, row, width)).toArray();
        int at = 3 + query * words;
        int[] given = new int[ROWS];
        kernels.scan(asked, at, mapped, 12, ROWS / 16, words, given);
        assertArrayEquals(expected, given);
        assertArrayEquals(expected, Arrays.copyOfRange(group, query * ROWS, (query + 1) * ROWS));
        kernels.scanRows(asked, at, rowMajor, 5, ROWS, width, given);
        assertArrayEquals(expected, given);
        int[] some = new int[20];
        kernels.scanSome(asked, at, segment(rows, 0), width, ordinals, 3, 20, some);
        for (int i = 0; i < 20; i++) {
          assertEquals(expected[ordinals[3 + i]], some[i]);
        }
      }
      assertEquals(0, group[2 * ROWS + 7], "a row is at distance 0 from itself");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 64, 72, 128, 192, 256, 320, 1000})
  void nearGroupFindsWhatIsWithinEachBound(int dim) {
    int width = dim / 8;
    int words = BitKernels.words(dim);
    byte[] rows = random(ROWS * width, dim);
    byte[] queries = random(4 * width, dim + 1);
    System.arraycopy(rows, 7 * width, queries, 2 * width, width);
    System.arraycopy(rows, 41 * width, queries, 3 * width, width);
    long[] asked = new long[3 + 4 * words];
    System.arraycopy(BitLayout.toWords(queries, 4, width), 0, asked, 3, 4 * words);
    long[] blocks = blocks(rows, ROWS, width);
    for (int[] bounds :
        new int[][] {
          {-1, -1, -1, -1},
          {-1, -1, 0, 0},
          {dim / 2, dim / 2 - 2, 0, -1},
          {dim / 2 + 3, -1, dim / 2, dim / 3},
          {Integer.MAX_VALUE, dim, dim - 1, dim / 4}
        }) {
      for (BitKernels kernels : both) {
        long[] near = new long[4 * ROWS];
        int[] sizes = {9, 9, 9, 9};
        kernels.nearGroup(asked, 3, blocks, ROWS / 16, words, bounds, near, sizes);
        for (int query = 0; query < 4; query++) {
          int q = query;
          long[] expected =
              IntStream.range(0, ROWS)
                  .mapToLong(row -> (long) differing(queries, q, rows, row, width) << 32 | row)
                  .filter(pair -> pair >> 32 <= bounds[q])
                  .toArray();
          int from = query * ROWS;
          assertArrayEquals(expected, Arrays.copyOfRange(near, from, from + sizes[query]));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 24, 64, 72, 256, 1000, 2056})
  void slicesCountTheBitsThatDiffer(int dim) {
    int count = SliceKernels.VECTORS;
    int width = dim / 8;
    byte[] rows = random(count * width, dim);
    Arrays.fill(rows, 0, width, (byte) 0xff);
    byte[] query = random(width, dim + 1);
    int[] planes = new int[(dim + SliceKernels.STEP - 1) / SliceKernels.STEP * SliceKernels.STEP];
    Arrays.fill(planes, SliceKernels.zeros(dim));
    long[] words = BitLayout.toWords(query, 1, width);
    long[] origin = BitLayout.toWords(random(width, dim + 2), 1, width);
    for (int w = 0; w < words.length; w++) {
      words[w] ^= origin[w];
    }
    BitSet asked = BitSet.valueOf(words);
    System.arraycopy(asked.stream().toArray(), 0, planes, 0, asked.cardinality());
    int levels = SliceKernels.levels(dim);
    int[] differing =
        IntStream.range(0, count).map(row -> differing(query, 0, rows, row, width)).toArray();
    MemorySegment mapped = mapped(blocks(rows, count, width), 12);
    for (SliceKernels kernels : new SliceKernels[] {Kernels.scalarSlices(), Kernels.bestSlices()}) {
      long[] slice = new long[SliceKernels.size(dim)];
      long[] sums = new long[levels * SliceKernels.LONGS];
      Arrays.fill(slice, -1);
      kernels.slice(mapped, 12, dim, origin, slice);
      for (int flip = 0; flip >= -1; flip--) {
        kernels.sum(planes, planes.length, slice, dim, flip, sums);
        int half = 1 << levels - 1;
        for (int row = 0; row < count; row++) {
          int number = 0;
          for (int level = 0; level < levels; level++) {
            long plane = sums[level * SliceKernels.LONGS + row % SliceKernels.LONGS];
            number |= (int) (plane >>> row / SliceKernels.LONGS & 1) << level;
          }
          int sum = flip == 0 ? number : 2 * half - 1 - number;
          assertEquals(differing[row], asked.cardinality() + half - 1 - sum);
        }
      }
      // The complement grows with the distance.
      int offset = asked.cardinality() - (1 << levels - 1);
      long[] near = new long[SliceKernels.LONGS];
      for (int most : new int[] {0, differing[7], dim / 2, dim}) {
        boolean any = most >= offset && kernels.upTo(sums, dim, most - offset, near);
        for (int row = 0; row < count && most >= offset; row++) {
          long bit = near[row % SliceKernels.LONGS] >>> row / SliceKernels.LONGS & 1;
          assertEquals(differing[row] <= most, bit == 1);
        }
        assertEquals(Arrays.stream(differing).anyMatch(number -> number <= most), any);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 64, 100})
  void numbersUpToABoundAreCounted(int count) {
    int[] numbers = new Random(count).ints(count + 8, 0, 50).toArray();
    for (BitKernels kernels : both) {
      for (int bound : new int[] {-1, 0, 25, 49, 262_144}) {
        int expected =
            (int) Arrays.stream(numbers, 5, 5 + count).filter(number -> number <= bound).count();
        assertEquals(expected, kernels.countUpTo(numbers, 5, count, bound));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 72, 256, 1000})
  void onesAreThoseOfSets(int dim) {
    int width = dim / 8;
    int words = BitKernels.words(dim);
    byte[] rows = random(16 * width, dim);
    long[] blocks = blocks(rows, 16, width);
    long[] values = BitLayout.toWords(rows, 16, width);
    for (int row = 0; row < 16; row++) {
      int expected = bits(rows, row, width).cardinality();
      assertEquals(expected, BitLayout.ones(segment(rows, 1), 1 + row * width, width));
      assertEquals(expected, BitLayout.ones(values, row * words, words));
      assertEquals(expected, BitLayout.ones(blocks, 0, words, row));
    }
    BitLayout.clearLanes(blocks, 0, words, 5);
    for (int row = 0; row < 16; row++) {
      int expected = row < 5 ? bits(rows, row, width).cardinality() : 0;
      assertEquals(expected, BitLayout.ones(blocks, 0, words, row));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 72, 128, 256, 1000})
  void nearestIsTheFirstOfTheNearest(int dim) {
    int width = dim / 8;
    int words = BitKernels.words(dim);
    byte[] rows = random(ROWS * width, dim);
    byte[] centres = random(12 * width, dim + 1);
    // The second group repeats the first: of equals the first must win.
    System.arraycopy(centres, 0, centres, 4 * width, 4 * width);
    long[] blocks = blocks(rows, ROWS, width);
    long[] packed = BitLayout.toWords(centres, 12, width);
    for (BitKernels kernels : both) {
      long[] best = new long[ROWS];
      Arrays.fill(best, Long.MAX_VALUE);
      kernels.nearest(blocks, ROWS / 16, packed, 0, 8, words, best);
      kernels.nearest(blocks, ROWS / 16, packed, 8, 12, words, best);
      for (int row = 0; row < ROWS; row++) {
        int r = row;
        long expected =
            IntStream.range(0, 12)
                .mapToLong(c -> (long) differing(centres, c, rows, r, width) << 32 | c)
                .min()
                .orElseThrow();
        assertEquals(expected, best[row]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 72, 128, 256, 1000})
  void nearestBetweenBinaryVectors(int dim) {
    int width = dim / 8;
    int words = BitKernels.words(dim);
    int planes = BitKernels.PLANES;
    byte[] rows = random(ROWS * width, dim);
    int[][] level = new int[6][dim];
    long[] levels = new long[6 * planes * words];
    int[] squares = new int[6];
    Random random = new Random(dim + 1);
    for (int c = 0; c < 6; c++) {
      for (int d = 0; d < dim; d++) {
        level[c][d] = c == 4 ? level[1][d] : random.nextInt(BitKernels.TOP + 1);
        squares[c] += level[c][d] * level[c][d];
        for (int plane = 0; plane < planes; plane++) {
          long bit = level[c][d] >>> plane & 1;
          levels[(c * planes + plane) * words + d / 64] |= bit << d % 64;
        }
      }
    }
    for (BitKernels kernels : both) {
      long[] best = new long[ROWS];
      Arrays.fill(best, Long.MAX_VALUE);
      long[] blocks = blocks(rows, ROWS, width);
      kernels.nearestLevels(blocks, ROWS / 16, levels, squares, 0, 2, words, best);
      kernels.nearestLevels(blocks, ROWS / 16, levels, squares, 2, 6, words, best);
      for (int row = 0; row < ROWS; row++) {
        BitSet bits = bits(rows, row, width);
        long[] distances = new long[6];
        for (int c = 0; c < 6; c++) {
          for (int d = 0; d < dim; d++) {
            long difference = level[c][d] - (bits.get(d) ? BitKernels.TOP : 0);
            distances[c] += difference * difference;
          }
        }
        int nearest = (int) best[row];
        long constant = (long) BitKernels.TOP * BitKernels.TOP * bits.cardinality();
        assertEquals(Arrays.stream(distances).min().orElseThrow(), (best[row] >> 32) + constant);
        assertEquals(distances[nearest], (best[row] >> 32) + constant);
        assertNotEquals(4, nearest, "a later equal centre won");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 16, 100, 1024})
  void choosesWhatIsNotAboveTheBound(int count) {
    Random random = new Random(count);
    int[] differing = random.ints(count + 3, 0, 20).toArray();
    float[] ones = new float[count];
    for (int i = 0; i < count; i++) {
      ones[i] = random.nextInt(20);
    }
    float[][] lines = {{-1, 0}, {10, 0}, {Float.POSITIVE_INFINITY, 0}, {3, 0.5f}, {12, -1}};
    for (float[] line : lines) {
      int[] expected =
          IntStream.range(0, count)
              .filter(i -> differing[3 + i] <= line[0] + line[1] * ones[i])
              .toArray();
      for (BitKernels kernels : both) {
        for (float[] given : line[1] == 0 ? new float[][] {ones, null} : new float[][] {ones}) {
          int[] chosen = new int[count];
          int found = kernels.choose(differing, 3, count, given, line[0], line[1], chosen);
          assertArrayEquals(expected, Arrays.copyOf(chosen, found));
        }
      }
    }
  }
}
