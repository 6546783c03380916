package io.elanus.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scans of columns find the rows that a comparison of each value finds. */
class ColumnScanTest {
  private static final StoredField COUNT =
      new StoredField(0, "count", "ANY", StoredField.Storage.INTEGER, "", false, 0);
  private static final StoredField TITLE =
      new StoredField(1, "title", "ANY", StoredField.Storage.TEXT, "", false, 0);

  /** In groups of several sizes, so that they begin in the middle of a word too. */
  private static RowGroups groups(long[] counts, String[] titles) {
    List<FieldScalars> columns =
        List.of(
            new FieldScalars(COUNT, new ScalarValues.Integers(counts)),
            new FieldScalars(TITLE, new ScalarValues.Texts(titles)));
    List<MemorySegment> groups = new ArrayList<>();
    int size = 77;
    for (int from = 0; from < counts.length; from += size, size = 3 * size) {
      size = Math.min(size, counts.length - from);
      groups.addAll(RowGroupWriter.encode(from, columns, from, size));
    }
    return RowGroupTest.open(groups, counts.length);
  }

  private static BitSet expected(int rows, IntPredicate found) {
    BitSet bits = new BitSet(rows);
    IntStream.range(0, rows).filter(found).forEach(bits::set);
    return bits;
  }

  private static void assertFound(BitSet expected, long[] bits) {
    assertArrayEquals(expected.toLongArray(), BitSet.valueOf(bits).toLongArray());
  }

  @ParameterizedTest
  @ValueSource(longs = {50, 127, 20_000, 1_000_000, 1L << 40, Long.MAX_VALUE})
  void integersInARange(long largest) {
    Random random = new Random(largest);
    int rows = 30_011;
    long[] counts = new long[rows];
    for (int row = 0; row < rows; row++) {
      // Some blocks lie in order, so that their zones are narrow.
      long value = row < rows / 2 ? largest / rows * row : random.nextLong() % largest;
      counts[row] = random.nextInt(1000) == 0 ? -value : value;
    }
    String[] titles = new String[rows];
    Arrays.fill(titles, "");
    RowGroups groups = groups(counts, titles);
    long[] bounds = {Long.MIN_VALUE, -largest, -1, 0, largest / 3, largest, Long.MAX_VALUE};
    for (long least : bounds) {
      for (long greatest : bounds) {
        if (least <= greatest) {
          BitSet wanted = expected(rows, row -> counts[row] >= least && counts[row] <= greatest);
          assertFound(wanted, groups.between(COUNT, least, greatest, rows));
        }
      }
    }
    long one = counts[rows - 5];
    assertFound(expected(rows, row -> counts[row] == one), groups.between(COUNT, one, one, rows));
  }

  @Test
  void textsThatEqualOne() {
    Random random = new Random(4);
    int rows = 20_005;
    String[] titles =
        IntStream.range(0, rows)
            .mapToObj(
                row -> row < rows / 2 ? "t%06d".formatted(row / 3) : "käfer" + random.nextInt(9))
            .toArray(String[]::new);
    titles[100] = "";
    RowGroups groups = groups(new long[rows], titles);
    for (String text : List.of("t000007", "käfer3", "käfer", "", "zz", "a", "t0000071")) {
      BitSet wanted = expected(rows, row -> titles[row].equals(text));
      assertFound(wanted, groups.equal(TITLE, text, rows));
    }
  }
}
