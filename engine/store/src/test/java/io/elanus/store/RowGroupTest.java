package io.elanus.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What row groups hold is what was put into them. */
class RowGroupTest {
  private static final StoredField COUNT = field(0, StoredField.Storage.INTEGER);
  private static final StoredField WEIGHT = field(2, StoredField.Storage.REAL);
  private static final StoredField TITLE = field(5, StoredField.Storage.TEXT);
  private static final Path FILE = Path.of("1.col");

  private static StoredField field(int position, StoredField.Storage storage) {
    return new StoredField(position, "f" + position, "ANY", storage, "", false, 0);
  }

  private static StoredSegment segment(int rows, long bytes) {
    return new StoredSegment(1, 1, 1, 1 + rows, rows, false, rows, bytes);
  }

  private static List<FieldScalars> columns(long[] counts, double[] weights, String[] titles) {
    return List.of(
        new FieldScalars(COUNT, new ScalarValues.Integers(counts)),
        new FieldScalars(WEIGHT, new ScalarValues.Reals(weights)),
        new FieldScalars(TITLE, new ScalarValues.Texts(titles)));
  }

  /** Opens groups that lie one after the other, of a segment with so many rows. */
  static RowGroups open(List<MemorySegment> groups, int rows) {
    long bytes = groups.stream().mapToLong(MemorySegment::byteSize).sum();
    MemorySegment file = MemorySegment.ofArray(new byte[Math.toIntExact(bytes)]);
    long at = 0;
    for (MemorySegment group : groups) {
      file.asSlice(at).copyFrom(group);
      at += group.byteSize();
    }
    return RowGroups.open(FILE, segment(rows, bytes), file);
  }

  private static List<FieldScalars> readAll(RowGroups groups, int rows) {
    List<FieldScalars> read = TailTable.allocate(List.of(COUNT, WEIGHT, TITLE), rows);
    for (int row = 0; row < rows; row++) {
      groups.read(row, read, row);
    }
    return read;
  }

  private static void assertRoundTrip(long[] counts, double[] weights, String[] titles) {
    int rows = counts.length;
    List<MemorySegment> groups =
        RowGroupWriter.encode(0, columns(counts, weights, titles), 0, rows);
    List<FieldScalars> read = readAll(open(groups, rows), rows);
    assertArrayEquals(counts, ((ScalarValues.Integers) read.get(0).values()).values());
    assertArrayEquals(weights, ((ScalarValues.Reals) read.get(1).values()).values());
    assertArrayEquals(titles, ((ScalarValues.Texts) read.get(2).values()).values());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 4095, 4096, 4097, 65_536, 65_537, 140_000})
  void anyNumberOfRowsComesBack(int rows) {
    Random random = new Random(rows);
    assertRoundTrip(
        random.longs(rows, -100, 100).toArray(),
        random.doubles(rows).toArray(),
        IntStream.range(0, rows)
            .mapToObj(row -> row % 5 == 0 ? "" : "Käfer 書 \uD83D\uDC1E " + random.nextInt())
            .toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 127, 128, 32_767, 32_768, Integer.MAX_VALUE, 1L << 31, Long.MAX_VALUE})
  void integersOfAnySizeComeBack(long largest) {
    long[] counts = {largest, -largest - 1, 0, -1, 1};
    double[] weights = {
      Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE, largest
    };
    assertRoundTrip(counts, weights, new String[] {"a", "b", "", "\0", "ab"});
  }

  @Test
  void realsThatAreFloatsTakeTheirRoom() {
    String[] titles = new String[5000];
    Arrays.fill(titles, "");
    double[] floats = new Random(3).doubles(5000).map(value -> (float) value).toArray();
    double[] doubles = new Random(3).doubles(5000).toArray();
    assertRoundTrip(new long[5000], floats, titles);
    long narrow =
        RowGroupWriter.encode(0, columns(new long[5000], floats, titles), 0, 5000)
            .getFirst()
            .byteSize();
    long wide =
        RowGroupWriter.encode(0, columns(new long[5000], doubles, titles), 0, 5000)
            .getFirst()
            .byteSize();
    assertEquals(4 * 5000, wide - narrow);
  }

  @Test
  void longTextsArePartedAmongGroups() {
    String text = "x".repeat(9 << 20);
    String[] titles = {text, text, "y", text, "z"};
    List<MemorySegment> groups =
        RowGroupWriter.encode(0, columns(new long[5], new double[5], titles), 0, 5);
    assertEquals(2, groups.size());
    RowGroups opened = open(groups, 5);
    assertArrayEquals(titles, ((ScalarValues.Texts) readAll(opened, 5).get(2).values()).values());
    assertEquals(9 << 20, opened.textBytes(3, List.of(COUNT, TITLE)));
  }

  @Test
  void damageIsToldAndNeverReadBeyondTheFile() {
    int rows = 300;
    String[] titles = IntStream.range(0, rows).mapToObj(row -> "t" + row).toArray(String[]::new);
    MemorySegment group =
        RowGroupWriter.encode(0, columns(new long[rows], new double[rows], titles), 0, rows)
            .getFirst();
    byte[] whole = group.toArray(ValueLayout.JAVA_BYTE);
    Random random = new Random(1);
    int told = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        readAll(open(List.of(MemorySegment.ofArray(damaged)), rows), rows);
      } catch (ElanusException failure) {
        assertEquals(ErrorCode.DAMAGED_DATA, failure.code());
        assertTrue(failure.getMessage().contains("1.col"), failure.getMessage());
        told++;
      }
    }
    assertTrue(told > 100, told + " were told");
    byte[] header = whole.clone();
    header[9] ^= 1;
    assertThrows(ElanusException.class, () -> open(List.of(MemorySegment.ofArray(header)), rows));
    assertThrows(ElanusException.class, () -> open(List.of(group), rows + 1));
  }
}
