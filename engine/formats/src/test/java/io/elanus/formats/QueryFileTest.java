package io.elanus.formats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.elanus.api.Column;
import io.elanus.api.DataType;
import io.elanus.api.FieldSchema;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Query vectors. */
class QueryFileTest {
  private static final FieldSchema BITS =
      new FieldSchema("bits", DataType.BINARY_VECTOR, "", false, 16, 0);

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          q.jsonl    ; [1, 2] [3, 4]
          q.json     ; [[1, 2], [3, 4]]
          q.json     ; {"rows": [[1, 2], [3, 4]]}
          q.jsonl    ; {"id": 1, "v": [1, 2]} {"v": [3, 4], "o": {"a": 1}}
          q.jsonl.gz ; [1, 2] [3, 4]
          q.ndjson   ; [1, 2] [3, 4]
          """)
  void readsVectorsOfJson(String name, String text) {
    Column.FloatVectors vectors = QueryFile.read(TestFiles.write(directory, name, text));
    assertEquals(2, vectors.dim());
    assertArrayEquals(new float[] {1, 2, 3, 4}, vectors.values());
  }

  @Test
  void readsOneVectorFromAFlatArray() {
    byte[] flat =
        TestFiles.npy(
            1,
            TestFiles.header("<f4", false, "(3,)"),
            TestFiles.floats(ByteOrder.LITTLE_ENDIAN, 7, 8, 9));
    Column.FloatVectors vectors = QueryFile.read(TestFiles.write(directory, "q.npy", flat));
    assertEquals(1, vectors.rows());
    assertEquals(3, vectors.dim());
  }

  @Test
  void readsMoreVectorsThanABatch() {
    float[] values = new float[5000 * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    Path path = TestFiles.write(directory, "q.npy", TestFiles.npy(5000, 3, values));
    assertArrayEquals(values, QueryFile.read(path).values());
  }

  @Test
  void readsBinaryVectorsForABinaryField() {
    Path path = TestFiles.write(directory, "q.jsonl", "[255, 1]\n[0, 128]");
    Column.BinaryVectors vectors = (Column.BinaryVectors) QueryFile.read(path, BITS);
    assertEquals(16, vectors.dim());
    assertArrayEquals(new byte[] {-1, 1, 0, -128}, vectors.values());
    Path bad = TestFiles.write(directory, "q.jsonl", "[255, 1]\n[0, 1.5]");
    assertEquals(
        "q.jsonl: row 2: value 2 of a binary vector must be a byte in [0, 255], got 1.5",
        TestFiles.failure(() -> QueryFile.read(bad, BITS)).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          [1, 2] [3]        ; q.jsonl:1: vectors must have one length, got 1 after 2
          [1, NaN]          ; q.jsonl:1: value 2 of the vector must be finite, got NaN
          [1, "a"]          ; q.jsonl:1: value 2 of the vector must be a number, got "a"
          []                ; q.jsonl:1: a vector must have at least one value
          5                 ; q.jsonl:1: a vector as [1, 2, 3] or an object with one expected, got 5
          {"a": 1}          ; q.jsonl:1: an object must hold one vector, got none
          {"a": [1], "b": [2]} ; q.jsonl:1: an object must hold one vector, got a and b
          [1, 2, 3]         ; q.jsonl: vector of 3 values, field v has dim 2
          """)
  void explainsBadVectors(String text, String message) {
    Path path = TestFiles.write(directory, "q.jsonl", text);
    FieldSchema field = FieldSchema.floatVector("v", 2);
    assertEquals(message, TestFiles.failure(() -> QueryFile.read(path, field)).getMessage());
  }

  @Test
  void refusesFilesThatHoldNoVectors() {
    Path csv = TestFiles.write(directory, "q.csv", "v\n[1]\n");
    assertEquals(
        "q.csv: query vectors must come from a .npy, .fvecs, .ivecs, .bvecs, .json or .jsonl file",
        TestFiles.failure(() -> QueryFile.read(csv)).getMessage());
    Path blank = TestFiles.write(directory, "q.jsonl", "\n\n");
    assertEquals(
        "q.jsonl: must hold at least one vector",
        TestFiles.failure(() -> QueryFile.read(blank)).getMessage());
  }
}
