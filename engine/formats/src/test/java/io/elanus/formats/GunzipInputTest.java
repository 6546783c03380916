package io.elanus.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.Column;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GunzipInputTest {
  @TempDir Path directory;

  /** As gzip does it: members follow each other, zeros may follow them, and nothing else may. */
  @ParameterizedTest
  @ValueSource(
      strings = {"v.npy.gz", "f.npy.gz", "v.fvecs.gz", "v.csv.gz", "v.jsonl.gz", "v.json.gz"})
  void readsAllMembersOfGzipOrFails(String name) throws Exception {
    byte[] values = TestFiles.floats(ByteOrder.LITTLE_ENDIAN, 1, 2, 3, 4, 5, 6);
    byte[] whole =
        switch (name) {
          case "v.npy.gz" -> TestFiles.npy(1, TestFiles.header("<f4", false, "(3, 2)"), values);
          case "f.npy.gz" -> TestFiles.npy(1, TestFiles.header("<f4", true, "(3, 2)"), values);
          case "v.fvecs.gz" -> fvecs();
          case "v.csv.gz" ->
              "vector\n\"[1,2]\"\n\"[3,4]\"\n\"[5,6]\"\n".getBytes(StandardCharsets.UTF_8);
          case "v.jsonl.gz" -> "{\"vector\":[1,2]}\n".repeat(3).getBytes(StandardCharsets.UTF_8);
          default ->
              "[{\"vector\":[1,2]},{\"vector\":[3,4]},{\"vector\":[5,6]}]"
                  .getBytes(StandardCharsets.UTF_8);
        };
    // Every row is in the first member: a reader that stops there misses what is wrong behind it.
    for (int cut : new int[] {whole.length, whole.length - 5}) {
      byte[] first = TestFiles.gzip(Arrays.copyOf(whole, cut));
      byte[] second = TestFiles.gzip(Arrays.copyOfRange(whole, cut, whole.length));
      byte[] packed = concat(first, second);
      Path path = directory.resolve(name);
      Files.write(path, concat(packed, new byte[1000]));
      assertEquals(3, rows(path));
      for (int damaged : new int[] {first.length, first.length + 1, first.length + 2}) {
        assertDamaged(path, flipped(packed, damaged));
      }
      for (int fromEnd = 1; fromEnd <= 8; fromEnd++) {
        assertDamaged(path, flipped(packed, packed.length - fromEnd));
        assertDamaged(path, flipped(packed, first.length - fromEnd));
        assertDamaged(path, Arrays.copyOf(packed, packed.length - fromEnd));
      }
      assertDamaged(path, concat(packed, "garbage".getBytes(StandardCharsets.UTF_8)));
      assertDamaged(path, concat(packed, new byte[] {0, 0, 7}));
    }
  }

  private static void assertDamaged(Path path, byte[] bytes) throws IOException {
    Files.write(path, bytes);
    ElanusException failure = TestFiles.failure(() -> rows(path));
    assertEquals(ErrorCode.MALFORMED_FILE, failure.code());
    assertTrue(
        failure.getMessage().contains("must be gzip data, got")
            || failure.getMessage().contains("the gzip data ends too early"),
        failure.getMessage());
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] changed = bytes.clone();
    changed[at] ^= 0x20;
    return changed;
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** RFC 1952 allows more in a header than Java writes; the name is what gzip(1) keeps. */
  @Test
  void readsHeadersWithNamesAndMore() throws Exception {
    byte[] plain = TestFiles.gzip("{\"vector\":[1,2]}".getBytes(StandardCharsets.UTF_8));
    byte[] header = {31, (byte) 139, 8, 31, 0, 0, 0, 0, 0, 3, 2, 0, 'x', 'y', 'n', 0, 'c', 0};
    CRC32 checksum = new CRC32();
    checksum.update(header);
    byte[] ends = {(byte) checksum.getValue(), (byte) (checksum.getValue() >> 8)};
    byte[] rest = Arrays.copyOfRange(plain, 10, plain.length);
    Path path = directory.resolve("v.jsonl.gz");
    Files.write(path, concat(concat(header, ends), rest));
    assertEquals(1, rows(path));
    ends[0]++;
    assertDamaged(path, concat(concat(header, ends), rest));
  }

  private static int rows(Path path) {
    Column.FloatVectors vectors =
        (Column.FloatVectors) TestFiles.readAll(path, TestFiles.vectors(2)).get("vector");
    return vectors.values().length / 2;
  }

  private static byte[] fvecs() {
    ByteBuffer bytes = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN);
    for (int row = 0; row < 3; row++) {
      bytes.putInt(2).putFloat(row).putFloat(1);
    }
    return bytes.array();
  }
}
