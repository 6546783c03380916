package io.elanus.formats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.CollectionSchema;
import io.elanus.api.Column;
import io.elanus.api.DataType;
import io.elanus.api.FieldSchema;
import io.elanus.api.RowBatch;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** .npy, .fvecs, .ivecs and .bvecs as files of rows. */
class VectorsFileTest {
  @TempDir Path directory;

  /**
   * Every number type, order of bytes, order of values, version and compression gives the same
   * rows.
   */
  @ParameterizedTest
  @CsvSource({
    "f2, <", "f2, >", "f4, <", "f4, >", "f8, <", "f8, >", "i1, |", "u1, |", "i2, <", "i2, >",
    "i4, <", "i4, >", "i8, <", "i8, >",
  })
  void readsEveryKindOfNpy(String type, String mark) {
    int rows = 37;
    int dim = 5;
    ByteOrder order = mark.equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    float[] expected = new float[rows * dim];
    Random random = new Random(7);
    for (int i = 0; i < expected.length; i++) {
      expected[i] = type.startsWith("f") ? random.nextInt(-999, 999) / 8f : random.nextInt(0, 127);
    }
    for (boolean fortran : new boolean[] {false, true}) {
      ByteBuffer values = ByteBuffer.allocate(expected.length * 8).order(order);
      for (int i = 0; i < expected.length; i++) {
        put(values, type, expected[fortran ? i % rows * dim + i / rows : i]);
      }
      byte[] data = Arrays.copyOf(values.array(), values.position());
      for (int version = 1; version <= 3; version++) {
        byte[] file =
            TestFiles.npy(version, TestFiles.header(mark + type, fortran, "(37, 5)"), data);
        for (String name : List.of("v.npy", "v.npy.gz")) {
          Path path = TestFiles.write(directory, name, file);
          List<RowBatch> batches = TestFiles.read(path, TestFiles.vectors(dim), Map.of(), 10);
          assertEquals(List.of(10, 10, 10, 7), batches.stream().map(RowBatch::rows).toList());
          assertArrayEquals(expected, joined(batches), "%s fortran %s".formatted(name, fortran));
        }
      }
    }
  }

  @Test
  void readsHalfPrecisionExactly() {
    short[] halves = {0, (short) 0x8000, 1, 0x03FF, 0x0400, 0x3C00, 0x7BFF, (short) 0xFBFF, 0x3555};
    float[] expected = {
      0f, -0f, 0x1p-24f, 0x1.ff8p-15f, 0x1p-14f, 1f, 65504f, -65504f, 0.333251953125f
    };
    ByteBuffer values = ByteBuffer.allocate(halves.length * 2).order(ByteOrder.LITTLE_ENDIAN);
    for (short half : halves) {
      values.putShort(half);
    }
    byte[] file = TestFiles.npy(1, TestFiles.header("<f2", false, "(3, 3)"), values.array());
    Path path = TestFiles.write(directory, "half.npy", file);
    assertArrayEquals(expected, vector(TestFiles.readAll(path, TestFiles.vectors(3))));
  }

  @ParameterizedTest
  @CsvSource({"fvecs, 4", "ivecs, 4", "bvecs, 1", "fvecs.gz, 4", "ivecs.gz, 4", "bvecs.gz, 1"})
  void readsTexmexFiles(String ending, int width) {
    float[] expected = {1, 2, 3, 255, 0, 77, 8, 9, 10, 11, 12, 13};
    ByteBuffer bytes = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
    for (int row = 0; row < 4; row++) {
      bytes.putInt(3);
      for (int i = 0; i < 3; i++) {
        float value = expected[row * 3 + i];
        switch (ending.charAt(0)) {
          case 'f' -> bytes.putFloat(value);
          case 'i' -> bytes.putInt((int) value);
          default -> bytes.put((byte) value);
        }
      }
    }
    assertEquals(4 * (4 + 3 * width), bytes.position());
    Path path =
        TestFiles.write(directory, "v." + ending, Arrays.copyOf(bytes.array(), bytes.position()));
    assertArrayEquals(expected, joined(TestFiles.read(path, TestFiles.vectors(3), Map.of(), 3)));
    assertArrayEquals(expected, QueryFile.read(path).values());
  }

  @Test
  void infersAnAutomaticKeyAndAVector() {
    Path path = TestFiles.write(directory, "v.npy", TestFiles.npy(2, 3, 1, 2, 3, 4, 5, 6));
    CollectionSchema schema = RowFiles.open(path).inferSchema("book", InferOptions.defaults());
    assertEquals(
        new CollectionSchema(
            "book",
            "",
            List.of(
                FieldSchema.scalar("id", DataType.INT64).asPrimaryKey(),
                FieldSchema.floatVector("vector", 3)),
            true),
        schema);
    try (RowReader reader = RowFiles.open(path).read(schema, Map.of(), 1)) {
      assertEquals(OptionalLong.of(2), reader.rowsTotal());
      assertEquals(path.toFile().length(), reader.bytesTotal());
      assertEquals(1, reader.next().rows());
      long half = reader.bytesRead();
      assertTrue(half > 0 && half < reader.bytesTotal());
      reader.next();
      assertEquals(null, reader.next());
      assertEquals(reader.bytesTotal(), reader.bytesRead());
    }
  }

  /** The same bytes mean the same in both formats, and go into either kind of field. */
  @ParameterizedTest
  @ValueSource(strings = {"bytes.npy", "bytes.bvecs"})
  void bytesAreNumbersUnlessTheFieldSaysBits(String name) {
    byte[] file =
        name.endsWith(".npy")
            ? TestFiles.npy(1, TestFiles.header("|u1", false, "(1, 4)"), new byte[] {-1, 0, 5, 7})
            : new byte[] {4, 0, 0, 0, -1, 0, 5, 7};
    Path path = TestFiles.write(directory, name, file);
    RowFile rows = RowFiles.open(path);
    CollectionSchema inferred = rows.inferSchema("b", InferOptions.defaults());
    assertEquals(FieldSchema.floatVector("vector", 4), inferred.field("vector"));
    assertEquals(
        List.of(
            name
                + " holds uint8 values, taken as numbers for vector FLOAT_VECTOR(4); if they are"
                + " packed bits, give the fields: -f id:INT64 -f vector:BINARY_VECTOR:32 -p id -A"),
        rows.inferenceNotes(inferred));
    assertArrayEquals(
        new float[] {255, 0, 5, 7},
        ((Column.FloatVectors) TestFiles.readAll(path, inferred).get("vector")).values());
    CollectionSchema bits =
        TestFiles.schema(
            true,
            FieldSchema.scalar("id", DataType.INT64).asPrimaryKey(),
            new FieldSchema("vector", DataType.BINARY_VECTOR, "", false, 32, 0));
    assertArrayEquals(
        new byte[] {-1, 0, 5, 7},
        ((Column.BinaryVectors) TestFiles.readAll(path, bits).get("vector")).values());
  }

  @Test
  void takesPackedBitsForBinaryVectors() {
    byte[] file =
        TestFiles.npy(1, TestFiles.header("|u1", false, "(2, 2)"), new byte[] {-1, 0, 5, -128});
    Path path = TestFiles.write(directory, "bits.npy", file);
    CollectionSchema schema =
        TestFiles.schema(
            true,
            FieldSchema.scalar("id", DataType.INT64).asPrimaryKey(),
            new FieldSchema("vector", DataType.BINARY_VECTOR, "", false, 16, 0));
    Column.BinaryVectors column =
        (Column.BinaryVectors) TestFiles.readAll(path, schema).get("vector");
    assertArrayEquals(new byte[] {-1, 0, 5, -128}, column.values());
    assertEquals(16, column.dim());

    Path floats = TestFiles.write(directory, "floats.npy", TestFiles.npy(1, 2, 1, 2));
    assertEquals(
        "floats.npy: BINARY_VECTOR field vector needs uint8 values of 8 bits each, got float32",
        TestFiles.failure(floats, schema));
  }

  @Test
  void fillsTheFieldThatIsAskedFor() {
    CollectionSchema two =
        TestFiles.schema(
            true,
            FieldSchema.scalar("id", DataType.INT64).asPrimaryKey(),
            FieldSchema.floatVector("a", 1),
            FieldSchema.floatVector("b", 1));
    Path path = TestFiles.write(directory, "v.npy", TestFiles.npy(1, 1, 5));
    ElanusException ambiguous =
        TestFiles.failure(() -> RowFiles.open(path).read(two, Map.of(), 10));
    assertEquals("v.npy must go to one of the vector fields a, b", ambiguous.getMessage());
    assertEquals("map it: --map vector=a", ambiguous.hint().orElseThrow());
    ElanusException incomplete =
        TestFiles.failure(() -> RowFiles.open(path).read(two, Map.of("vector", "b"), 10));
    assertEquals("v.npy holds only vectors, collection words needs a too", incomplete.getMessage());
    ElanusException unknown =
        TestFiles.failure(
            () -> RowFiles.open(path).read(TestFiles.vectors(1), Map.of("vec", "vector"), 10));
    assertEquals("v.npy has no column vec", unknown.getMessage());

    CollectionSchema other =
        TestFiles.schema(
            true,
            FieldSchema.scalar("id", DataType.INT64).asPrimaryKey(),
            FieldSchema.floatVector("embedding", 1));
    RowBatch batch = TestFiles.read(path, other, Map.of(), 10).getFirst();
    assertEquals(List.of("embedding"), List.copyOf(batch.columns().keySet()));
  }

  @Test
  void refusesVectorsOfAnotherDim() {
    Path path = TestFiles.write(directory, "v.npy", TestFiles.npy(1, 3, 1, 2, 3));
    assertEquals(
        "v.npy: vector of 3 values, field vector has dim 4",
        TestFiles.failure(path, TestFiles.vectors(4)));
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity"})
  void namesTheRowThatIsNotFinite(float bad) {
    float[] values = new float[40];
    values[31] = bad;
    Path path = TestFiles.write(directory, "v.npy", TestFiles.npy(10, 4, values));
    try (RowReader reader = RowFiles.open(path).read(TestFiles.vectors(4), Map.of(), 3)) {
      assertEquals(3, reader.next().rows());
      assertEquals(3, reader.next().rows());
      ElanusException failure = TestFiles.failure(reader::next);
      assertEquals(ErrorCode.INVALID_VECTOR, failure.code());
      assertEquals(
          "v.npy: row 8: value 4 of the vector must be finite, got " + bad, failure.getMessage());
    }
  }

  @Test
  void refusesDoublesBeyondFloat() {
    byte[] value = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(1e300).array();
    Path path =
        TestFiles.write(
            directory, "v.npy", TestFiles.npy(1, TestFiles.header("<f8", false, "(1, 1)"), value));
    assertEquals(
        "v.npy: row 1: value 1 of the vector must be finite, got Infinity",
        TestFiles.failure(path, TestFiles.vectors(1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {'descr': '|O', 'fortran_order': False, 'shape': (1, 1), } ; dtype must be a number type, got object (pickled values)
          {'descr': '<c8', 'fortran_order': False, 'shape': (1, 1), } ; dtype must be float16, float32, float64, int8, uint8, int16, int32 or int64, got <c8
          {'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), } ; dtype must be of plain numbers, got a structured one
          {'descr': '<f4', 'fortran_order': False, 'shape': (1,), } ; shape must be (rows, dim), got (1,)
          {'descr': '<f4', 'fortran_order': False, 'shape': (), } ; shape must be (rows, dim), got ()
          {'descr': '<f4', 'fortran_order': False, 'shape': (1, 1, 1), } ; shape must be (rows, dim), got (1, 1, 1)
          {'descr': '<f4', 'fortran_order': False, 'shape': (0, 4), } ; array must not be empty, got shape (0, 4)
          {'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), } ; 8 bytes of values must follow the header for shape (2, 1), got 4
          {'descr': '<f4', 'fortran_order': True, 'shape': (2, 1), } ; 8 bytes of values must follow the header for shape (2, 1), got 4
          {'descr': '<f2', 'fortran_order': False, 'shape': (1, 1), } ; 2 bytes of values must follow the header for shape (1, 1), got 4
          {'descr': '<f4', 'shape': (1, 1), } ; .npy header must hold descr, fortran_order and shape, got {'descr': '<f4', 'shape': (1, 1), }
          {'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807, 2147483647), } ; shape must be smaller, got (9223372036854775807, 2147483647)
          {'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999, 1), } ; shape must be of whole numbers, got (99999999999999999999, 1)
          """)
  void refusesHeaders(String header, String message) {
    Path path = TestFiles.write(directory, "v.npy", TestFiles.npy(1, header, new byte[4]));
    ElanusException failure = TestFiles.failure(() -> RowFiles.open(path));
    assertEquals(ErrorCode.MALFORMED_FILE, failure.code());
    assertEquals("v.npy: " + message, failure.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "4;   a .npy header has at least 12 bytes, got 4",
        "40;  the .npy header ends too early",
        "-1;  24 bytes of values must follow the header for shape (2, 3), got 23",
      })
  void refusesTruncatedNpy(int length, String message) {
    byte[] whole = TestFiles.npy(2, 3, 1, 2, 3, 4, 5, 6);
    int kept = length < 0 ? whole.length + length : length;
    Path path = TestFiles.write(directory, "v.npy", Arrays.copyOf(whole, kept));
    assertEquals("v.npy: " + message, TestFiles.failure(() -> RowFiles.open(path)).getMessage());
  }

  @Test
  void refusesOtherFilesNamedNpy() {
    Path text = TestFiles.write(directory, "text.npy", "this is not an array");
    assertEquals(
        "text.npy: must begin with the NumPy magic bytes, is it a .npy file?",
        TestFiles.failure(() -> RowFiles.open(text)).getMessage());
    byte[] future = TestFiles.npy(4, TestFiles.header("<f4", false, "(1, 1)"), new byte[4]);
    Path version = TestFiles.write(directory, "version.npy", future);
    assertEquals(
        "version.npy: .npy version must be in [1, 3], got 4",
        TestFiles.failure(() -> RowFiles.open(version)).getMessage());
  }

  @Test
  void noticesCompressedArraysOfAnotherLength() {
    byte[] values = TestFiles.floats(ByteOrder.LITTLE_ENDIAN, 1, 2, 3, 4, 5);
    byte[] less = TestFiles.npy(1, TestFiles.header("<f4", false, "(3, 2)"), values);
    Path path = TestFiles.write(directory, "less.npy.gz", less);
    assertEquals(
        "less.npy.gz: 3 rows must follow the header, the file ends in row 3",
        TestFiles.failure(path, TestFiles.vectors(2)));
    byte[] more = TestFiles.npy(1, TestFiles.header("<f4", false, "(2, 2)"), values);
    Path longer = TestFiles.write(directory, "more.npy.gz", more);
    assertEquals(
        "more.npy.gz: nothing must follow the 2 rows",
        TestFiles.failure(longer, TestFiles.vectors(2)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"v.npy.gz", "v.fvecs.gz", "v.csv.gz", "v.jsonl.gz", "v.json.gz"})
  void noticesTruncatedGzip(String name) throws Exception {
    byte[] random = new byte[100_000];
    new Random(3).nextBytes(random);
    byte[] whole =
        switch (name) {
          case "v.npy.gz" ->
              TestFiles.npy(1, TestFiles.header("|u1", false, "(1000, 100)"), random);
          case "v.fvecs.gz" -> fvecs(1000, 100);
          case "v.csv.gz" -> ("vector\n" + "\"[1,2]\"\n".repeat(10_000)).getBytes("UTF-8");
          case "v.jsonl.gz" -> "{\"vector\":[1,2]}\n".repeat(10_000).getBytes("UTF-8");
          default -> ("[" + "{\"vector\":[1,2]},".repeat(10_000)).getBytes("UTF-8");
        };
    byte[] packed = TestFiles.gzip(whole);
    Path path = directory.resolve(name);
    java.nio.file.Files.write(path, Arrays.copyOf(packed, packed.length - 12));
    int dim = name.startsWith("v.npy") || name.startsWith("v.fvecs") ? 100 : 2;
    assertEquals(
        name + ": the gzip data ends too early", TestFiles.failure(path, TestFiles.vectors(dim)));
  }

  @Test
  void refusesGzipThatIsNone() {
    Path path = directory.resolve("v.npy.gz");
    write(path, "plain text, no gzip".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    ElanusException failure = TestFiles.failure(() -> RowFiles.open(path));
    assertEquals(ErrorCode.MALFORMED_FILE, failure.code());
    assertEquals("v.npy.gz: must be gzip data, got other bytes near byte 1", failure.getMessage());
  }

  @Test
  void refusesBrokenTexmexFiles() {
    byte[] whole = fvecs(3, 2);
    Path cut = TestFiles.write(directory, "cut.fvecs", Arrays.copyOf(whole, whole.length - 1));
    assertEquals(
        "cut.fvecs: size must be a multiple of 12 bytes for vectors of 2 values, got 35",
        TestFiles.failure(() -> RowFiles.open(cut)).getMessage());
    Path packed =
        TestFiles.write(directory, "cut.fvecs.gz", Arrays.copyOf(whole, whole.length - 1));
    assertEquals(
        "cut.fvecs.gz: row 3: the file ends within the vector",
        TestFiles.failure(packed, TestFiles.vectors(2)));
    Path empty = TestFiles.write(directory, "zero.fvecs", new byte[4]);
    assertEquals(
        "zero.fvecs: row 1: length of the vector must be in [1, 1048576], got 0",
        TestFiles.failure(() -> RowFiles.open(empty)).getMessage());
    Path tiny = TestFiles.write(directory, "tiny.fvecs", new byte[3]);
    assertEquals(
        "tiny.fvecs: a vector must begin with its length, the file ends too early",
        TestFiles.failure(() -> RowFiles.open(tiny)).getMessage());
    whole[12] = 3;
    Path ragged = TestFiles.write(directory, "ragged.fvecs", whole);
    assertEquals(
        "ragged.fvecs: row 2: vectors must have one length, got 3 after 2",
        TestFiles.failure(ragged, TestFiles.vectors(2)));
  }

  private static byte[] fvecs(int rows, int dim) {
    ByteBuffer bytes = ByteBuffer.allocate(rows * (4 + 4 * dim)).order(ByteOrder.LITTLE_ENDIAN);
    Random random = new Random(5);
    for (int row = 0; row < rows; row++) {
      bytes.putInt(dim);
      for (int i = 0; i < dim; i++) {
        bytes.putFloat(random.nextFloat());
      }
    }
    return bytes.array();
  }

  private static void write(Path path, byte[] bytes) {
    try {
      java.nio.file.Files.write(path, bytes);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void put(ByteBuffer values, String type, float value) {
    switch (type) {
      case "f2" -> values.putShort(Float.floatToFloat16(value));
      case "f4" -> values.putFloat(value);
      case "f8" -> values.putDouble(value);
      case "i1", "u1" -> values.put((byte) value);
      case "i2" -> values.putShort((short) value);
      case "i4" -> values.putInt((int) value);
      default -> values.putLong((long) value);
    }
  }

  private static float[] vector(Map<String, Column> columns) {
    return ((Column.FloatVectors) columns.get("vector")).values();
  }

  private static float[] joined(List<RowBatch> batches) {
    int total = batches.stream().mapToInt(batch -> vector(batch.columns()).length).sum();
    float[] all = new float[total];
    int at = 0;
    for (RowBatch batch : batches) {
      float[] values = vector(batch.columns());
      System.arraycopy(values, 0, all, at, values.length);
      at += values.length;
    }
    return all;
  }
}
