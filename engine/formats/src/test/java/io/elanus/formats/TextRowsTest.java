package io.elanus.formats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.CollectionSchema;
import io.elanus.api.Column;
import io.elanus.api.DataType;
import io.elanus.api.FieldSchema;
import io.elanus.api.RowBatch;
import io.elanus.base.ElanusException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** .csv, .tsv, .json and .jsonl as files of rows. */
class TextRowsTest {
  private static final CollectionSchema EVERY_TYPE =
      TestFiles.schema(
          false,
          FieldSchema.varchar("word", 16).asPrimaryKey(),
          FieldSchema.scalar("b", DataType.BOOL),
          FieldSchema.scalar("i8", DataType.INT8),
          FieldSchema.scalar("i16", DataType.INT16),
          FieldSchema.scalar("i32", DataType.INT32),
          FieldSchema.scalar("i64", DataType.INT64),
          FieldSchema.scalar("f", DataType.FLOAT),
          FieldSchema.scalar("d", DataType.DOUBLE),
          FieldSchema.scalar("j", DataType.JSON),
          FieldSchema.floatVector("v", 3),
          new FieldSchema("bits", DataType.BINARY_VECTOR, "", false, 16, 0));

  private static final CollectionSchema RANKED =
      TestFiles.schema(
          false,
          FieldSchema.varchar("word", 8).asPrimaryKey(),
          FieldSchema.scalar("rank", DataType.INT64),
          FieldSchema.floatVector("v", 2));

  private static final String JSON_ROWS =
      """
      {"word": "kitten", "b": true, "i8": -128, "i16": 32767, "i32": -2147483648,
       "i64": 9223372036854775807, "f": 1.5, "d": 1e300, "j": {"a": [1, null, 1.50]},
       "v": [1, 2.5, -3e-2], "bits": [255, 1]}
      {"bits": [0, 128], "v": [0, 0, 0], "j": 7, "d": 2, "f": -0.0, "i64": 0, "i32": 0, "i16": 0,
       "i8": 127, "b": false, "word": "日本 \\"é\\""}
      """;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "r.csv",
        "r.tsv",
        "r.json",
        "r.jsonl",
        "r.ndjson",
        "rows.json",
        "r.csv.gz",
        "r.json.gz",
        "r.jsonl.gz"
      })
  void readsEveryType(String name) {
    Map<String, Column> columns =
        TestFiles.readAll(TestFiles.write(directory, name, everyType(name)), EVERY_TYPE);

    assertEquals(
        EVERY_TYPE.fields().stream().map(FieldSchema::name).toList(),
        List.copyOf(columns.keySet()));
    assertArrayEquals(new String[] {"kitten", "日本 \"é\""}, strings(columns, "word"));
    assertArrayEquals(new boolean[] {true, false}, ((Column.Booleans) columns.get("b")).values());
    assertArrayEquals(new int[] {-128, 127}, ((Column.Ints) columns.get("i8")).values());
    assertArrayEquals(new int[] {32767, 0}, ((Column.Ints) columns.get("i16")).values());
    assertArrayEquals(
        new int[] {Integer.MIN_VALUE, 0}, ((Column.Ints) columns.get("i32")).values());
    assertArrayEquals(new long[] {Long.MAX_VALUE, 0}, ((Column.Longs) columns.get("i64")).values());
    assertArrayEquals(new float[] {1.5f, -0f}, ((Column.Floats) columns.get("f")).values());
    assertArrayEquals(new double[] {1e300, 2}, ((Column.Doubles) columns.get("d")).values());
    assertArrayEquals(new String[] {"{\"a\":[1,null,1.50]}", "7"}, strings(columns, "j"));
    assertArrayEquals(
        new float[] {1, 2.5f, -0.03f, 0, 0, 0}, ((Column.FloatVectors) columns.get("v")).values());
    assertArrayEquals(
        new byte[] {-1, 1, 0, -128}, ((Column.BinaryVectors) columns.get("bits")).values());
  }

  private static String everyType(String name) {
    if (name.contains("json")) {
      String plain = JSON_ROWS.replace("\n ", " ");
      return switch (name) {
        case "r.json", "r.json.gz" -> "[" + plain.strip().replace("\n", ",") + "]";
        case "rows.json" ->
            "{\"note\": [{}], \"rows\": [" + plain.strip().replace("\n", ",") + "], \"more\": {}}";
        default -> plain;
      };
    }
    String csv =
        """
        word,b,i8,i16,i32,i64,f,d,j,v,bits
        kitten,true,-128, 32767 ,-2147483648,9223372036854775807,1.5,1e300,"{""a"":[1,null,1.50]}","[1, 2.5,-3e-2]","[255,1]"
        "日本 ""é""\",False,127,0,0,0,-0.0,2,7,"[0,0,0]"," [0, 128] "
        """;
    return name.startsWith("r.tsv") ? tabbed(csv) : csv;
  }

  /** The same cells with tabs between them; commas within quotes stay. */
  private static String tabbed(String csv) {
    StringBuilder text = new StringBuilder();
    boolean quoted = false;
    for (char c : csv.toCharArray()) {
      quoted ^= c == '"';
      text.append(c == ',' && !quoted ? '\t' : c);
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          a,abc,"[1,2]"              ; column rank: INT64 expected, got "abc"
          a,,"[1,2]"                 ; column rank: INT64 expected, got an empty cell
          a,1.5,"[1,2]"              ; column rank: INT64 expected, got "1.5"
          a,9223372036854775808,"[1,2]" ; column rank: INT64 expected, got "9223372036854775808"
          much too long,1,"[1,2]"    ; column word: VARCHAR of at most 8 bytes expected, got 13 bytes: "much too long"
          日本語,1,"[1,2]"           ; column word: VARCHAR of at most 8 bytes expected, got 9 bytes: "日本語"
          a,1,"[1,2,3]"              ; column v: vector of 3 values, field v has dim 2
          a,1,[]                     ; column v: vector of 0 values, field v has dim 2
          a,1,"[1,x]"                ; column v: value 2 of the vector must be a number, got "x"
          a,1,"[1,]"                 ; column v: value 2 of the vector must be a number, got ""
          a,1,"[nan,1]"              ; column v: value 1 of the vector must be finite, got NaN
          a,1,"[1,1e39]"             ; column v: value 2 of the vector must be finite, got Infinity
          a,1,1                      ; column v: vector as [1, 2, 3] expected, got "1"
          a,1,                       ; column v: vector as [1, 2, 3] expected, got an empty cell
          a,1                        ; 3 columns expected, got 2
          a,1,"[1,2]",x              ; 3 columns expected, got 4
          """)
  void namesLineAndColumnOfABadCell(String row, String message) {
    String text = "word,rank,v\nx,1,\"[1,2]\"\n\ny,2,\"[3,4]\"\n" + row + "\n";
    Path path = TestFiles.write(directory, "words.csv", text);
    assertEquals("words.csv:5: " + message, TestFiles.failure(path, RANKED));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          {"word": "a", "rank": "1", "v": [1, 2]}     ; column rank: INT64 expected, got "1"
          {"word": "a", "rank": 1.0, "v": [1, 2]}     ; column rank: INT64 expected, got 1.0
          {"word": "a", "rank": true, "v": [1, 2]}    ; column rank: INT64 expected, got true
          {"word": "a", "rank": {}, "v": [1, 2]}      ; column rank: INT64 expected, got an object
          {"word": "a", "rank": null, "v": [1, 2]}    ; column rank: must not be null
          {"word": 5, "rank": 1, "v": [1, 2]}         ; column word: VARCHAR expected, got 5
          {"word": "a", "rank": 1, "v": [1]}          ; column v: vector of 1 value, field v has dim 2
          {"word": "a", "rank": 1, "v": [1, "2"]}     ; column v: value 2 of the vector must be a number, got "2"
          {"word": "a", "rank": 1, "v": [1, NaN]}     ; column v: value 2 of the vector must be finite, got NaN
          {"word": "a", "rank": 1, "v": 7}            ; column v: FLOAT_VECTOR as [numbers] expected, got 7
          {"word": "a", "rank": 1}                    ; the row has no value for field v
          {"word": "a", "word": "b"}                  ; column word: must be given once, got it twice
          {"word": "a", "rnk": 1, "v": [1, 2]}        ; collection words has no field for column rnk
          7                                           ; a row must be an object, got 7
          [1, 2]                                      ; a row must be an object, got an array
          """)
  void namesLineOrRowOfABadObject(String row, String message) {
    String good = "{\"word\": \"x\", \"rank\": 1, \"v\": [1, 2]}";
    Path lines =
        TestFiles.write(directory, "words.jsonl", good + "\n\n" + good + "\n" + row + "\n");
    assertEquals("words.jsonl:4: " + message, TestFiles.failure(lines, RANKED));
    Path array = TestFiles.write(directory, "words.json", "[" + good + ",\n" + row + "]");
    assertEquals("words.json: row 2: " + message, TestFiles.failure(array, RANKED));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          INT8   ; 128   ; INT8 in [-128, 127] expected, got 128
          INT8   ; -129  ; INT8 in [-128, 127] expected, got -129
          INT16  ; 32768 ; INT16 in [-32768, 32767] expected, got 32768
          INT32  ; 2147483648 ; INT32 in [-2147483648, 2147483647] expected, got 2147483648
          FLOAT  ; 1e39  ; finite FLOAT expected, got 1e39
          DOUBLE ; 1e309 ; finite DOUBLE expected, got 1e309
          DOUBLE ; NaN   ; finite DOUBLE expected, got NaN
          BOOL   ; 1     ; BOOL (true or false) expected, got 1
          """)
  void keepsNumbersWithinTheirTypes(DataType type, String value, String message) {
    CollectionSchema schema =
        TestFiles.schema(
            true,
            FieldSchema.scalar("id", DataType.INT64).asPrimaryKey(),
            FieldSchema.scalar("x", type),
            FieldSchema.floatVector("v", 1));
    Path path = TestFiles.write(directory, "x.jsonl", "{\"v\": [1], \"x\": %s}".formatted(value));
    assertEquals("x.jsonl:1: column x: " + message, TestFiles.failure(path, schema));
    Path cells = TestFiles.write(directory, "x.csv", "v,x\n[1],%s\n".formatted(value));
    String quoted = message.replaceFirst("got (.*)$", "got \"$1\"");
    assertEquals("x.csv:2: column x: " + quoted, TestFiles.failure(cells, schema));
  }

  @Test
  void nullIsAValueOfAJsonField() {
    CollectionSchema schema =
        TestFiles.schema(
            true,
            FieldSchema.scalar("id", DataType.INT64).asPrimaryKey(),
            FieldSchema.scalar("j", DataType.JSON),
            FieldSchema.floatVector("v", 1));
    Path path =
        TestFiles.write(
            directory, "j.jsonl", "{\"j\": null, \"v\": [1]}\n{\"j\": {\"a\": null}, \"v\": [2]}");
    assertArrayEquals(
        new String[] {"null", "{\"a\":null}"}, strings(TestFiles.readAll(path, schema), "j"));
  }

  @Test
  void aLongValueIsNotEchoedWhole() {
    String cell = "x".repeat(1_000_000);
    Path path = TestFiles.write(directory, "words.csv", "word,rank,v\na," + cell + ",\"[1, 2]\"\n");
    assertEquals(
        "words.csv:2: column rank: INT64 expected, got \"%s…\" (1000000 characters)"
            .formatted("x".repeat(80)),
        TestFiles.failure(path, RANKED));
    Path header = TestFiles.write(directory, "long.csv", "word,rank,v," + cell + "\n");
    ElanusException unknown =
        TestFiles.failure(() -> RowFiles.open(header).read(RANKED, Map.of(), 1));
    assertTrue(unknown.getMessage().length() < 300, unknown.getMessage());
    assertTrue(unknown.hint().orElseThrow().length() < 300, unknown.hint().get());
  }

  @Test
  void aJsonValueLongerThanAnyFieldHoldsIsRefusedBeforeItIsGathered() {
    CollectionSchema schema =
        TestFiles.schema(
            true,
            FieldSchema.scalar("id", DataType.INT64).asPrimaryKey(),
            FieldSchema.scalar("j", DataType.JSON),
            FieldSchema.floatVector("v", 1));
    Path path =
        TestFiles.write(
            directory, "j.jsonl", "{\"v\": [1], \"j\": [" + "12345678,".repeat(200_000) + "1]}");
    assertEquals(
        "j.jsonl:1: column j: JSON of at most 1048576 characters expected, got a longer value",
        TestFiles.failure(path, schema));
  }

  @Test
  void aTextLongerThanAnyFieldHoldsIsRefusedWithItsLine() {
    String good = "{\"word\": \"x\", \"rank\": 1, \"v\": [1, 2]}\n";
    Path path =
        TestFiles.write(
            directory,
            "w.jsonl",
            good + "{\"rank\": 1, \"word\": \"" + "x".repeat(3_000_000) + "\"}");
    assertEquals(
        "w.jsonl:2: a text must have at most 1048576 characters, got more",
        TestFiles.failure(path, RANKED));
  }

  /** Texts fill a batch before they fill the memory. */
  @Test
  void longTextsMakeSmallBatches() {
    CollectionSchema schema =
        TestFiles.schema(
            false,
            FieldSchema.varchar("word", 65_535).asPrimaryKey(),
            FieldSchema.floatVector("v", 1));
    String row = "\"v\": [1], \"word\": \"" + "x".repeat(60_000);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 600; i++) {
      text.append("{").append(row).append(i).append("\"}\n");
    }
    List<RowBatch> batches =
        TestFiles.read(
            TestFiles.write(directory, "w.jsonl", text.toString()), schema, Map.of(), 1000);
    assertEquals(3, batches.size());
    assertEquals(600, batches.stream().mapToInt(RowBatch::rows).sum());
  }

  @Test
  void refusesBadJsonCellsAndBytes() {
    CollectionSchema schema =
        TestFiles.schema(
            true,
            FieldSchema.scalar("id", DataType.INT64).asPrimaryKey(),
            FieldSchema.scalar("j", DataType.JSON),
            new FieldSchema("bits", DataType.BINARY_VECTOR, "", false, 8, 0));
    assertCell(schema, "\"{\"\"a\"\":[1]\",[1]", "j: JSON expected, got \"{\"a\":[1]\"");
    assertCell(schema, ",[1]", "j: JSON expected, got an empty cell");
    assertCell(
        schema, "1,[256]", "bits: value 1 of the vector must be a byte in [0, 255], got 256.0");
    assertCell(
        schema, "1,\"[1,2]\"", "bits: vector of 2 bytes, field bits has dim 8, which is 1 byte");
  }

  private void assertCell(CollectionSchema schema, String row, String message) {
    Path path = TestFiles.write(directory, "j.csv", "j,bits\n" + row + "\n");
    assertEquals("j.csv:2: column " + message, TestFiles.failure(path, schema));
  }

  /** The batches before a bad row are handed out whole; the one with it not at all. */
  @ParameterizedTest
  @ValueSource(strings = {"words.csv", "words.jsonl", "words.json"})
  void keepsBatchesBeforeABadRowWhole(String name) {
    List<String> rows = new ArrayList<>();
    boolean csv = name.endsWith("csv");
    for (int i = 1; i <= 25; i++) {
      String rank = i == 17 ? "oops" : String.valueOf(i);
      rows.add(
          csv
              ? "w%d,%s,\"[%d,0]\"".formatted(i, rank, i)
              : "{\"word\": \"w%d\", \"rank\": %s, \"v\": [%d, 0]}"
                  .formatted(i, i == 17 ? "\"oops\"" : rank, i));
    }
    String text =
        switch (name) {
          case "words.csv" -> "word,rank,v\n" + String.join("\n", rows);
          case "words.jsonl" -> String.join("\n", rows);
          default -> "[" + String.join(",\n", rows) + "]";
        };
    Path path = TestFiles.write(directory, name, text);
    try (RowReader reader = RowFiles.open(path).read(RANKED, Map.of(), 8)) {
      for (int batch = 0; batch < 2; batch++) {
        RowBatch rowBatch = reader.next();
        assertEquals(8, rowBatch.rows());
        long[] expected =
            IntStream.rangeClosed(batch * 8 + 1, batch * 8 + 8).asLongStream().toArray();
        assertArrayEquals(expected, ((Column.Longs) rowBatch.columns().get("rank")).values());
      }
      String where =
          switch (name) {
            case "words.csv" -> "words.csv:18";
            case "words.jsonl" -> "words.jsonl:17";
            default -> "words.json: row 17";
          };
      assertEquals(
          where + ": column rank: INT64 expected, got \"oops\"",
          TestFiles.failure(reader::next).getMessage());
    }
  }

  @Test
  void mapsColumnsToFields() {
    Path path = TestFiles.write(directory, "w.csv", "Term,the rank,v,extra\na,1,\"[1,2]\",x\n");
    Map<String, String> map = Map.of("Term", "word", "the rank", "rank", "extra", "");
    Map<String, Column> columns = TestFiles.read(path, RANKED, map, 10).getFirst().columns();
    assertEquals(List.of("word", "rank", "v"), List.copyOf(columns.keySet()));
    assertArrayEquals(new String[] {"a"}, strings(columns, "word"));

    Path json =
        TestFiles.write(
            directory,
            "w.jsonl",
            "{\"Term\": \"a\", \"the rank\": 1, \"v\": [1, 2], \"extra\": [{\"deep\": [1]}]}");
    assertEquals(1, TestFiles.read(json, RANKED, map, 10).getFirst().rows());
  }

  @Test
  void explainsColumnsThatFitNoField() {
    assertColumns(
        "word,rnk,v",
        Map.of(),
        "w.csv: collection words has no field for column rnk",
        "map it: --map rnk=rank, or leave it out: --map rnk=");
    assertColumns(
        "word,rank,v,colour",
        Map.of(),
        "w.csv: collection words has no field for column colour",
        "leave it out: --map colour=");
    assertColumns("word,v", Map.of(), "w.csv has no column for field rank", "columns: word, v");
    assertColumns(
        "word,ranks,v",
        Map.of("ranks", ""),
        "w.csv has no column for field rank",
        "map a column: --map ranks=rank");
    assertColumns(
        "word,rank,v", Map.of("rnk", "rank"), "w.csv has no column rnk", "did you mean rank?");
    assertColumns(
        "word,rank,v",
        Map.of("rank", "rnak"),
        "collection words has no field rnak",
        "did you mean rank?");
    assertColumns(
        "word,rank,v,r",
        Map.of("r", "rank"),
        "w.csv: one column must fill field rank, got rank and r",
        null);
  }

  private void assertColumns(String header, Map<String, String> map, String message, String hint) {
    Path path = TestFiles.write(directory, "w.csv", header + "\n");
    ElanusException failure = TestFiles.failure(() -> RowFiles.open(path).read(RANKED, map, 10));
    assertEquals(message, failure.getMessage());
    assertEquals(hint, failure.hint().orElse(null));
  }

  @Test
  void leavesKeysToTheEngineThatMakesThem() {
    Path path = TestFiles.write(directory, "w.csv", "id,vector\n1,\"[1,2]\"\n");
    ElanusException failure =
        TestFiles.failure(() -> RowFiles.open(path).read(TestFiles.vectors(2), Map.of(), 10));
    assertEquals("w.csv: column id: collection words makes its keys itself", failure.getMessage());
    assertEquals(
        List.of("vector"),
        List.copyOf(
            TestFiles.read(path, TestFiles.vectors(2), Map.of("id", ""), 10)
                .getFirst()
                .columns()
                .keySet()));
  }

  @Test
  void readsNumberedColumnsAsOneVector() {
    Path path =
        TestFiles.write(directory, "g.csv", "word,d0,d1,d2,d3,d4,d5,d6,d7\na,0,1,2,3,4,5,6,7\n");
    CollectionSchema schema = RowFiles.open(path).inferSchema("g", InferOptions.defaults());
    assertEquals(FieldSchema.floatVector("d", 8), schema.field("d"));
    Column.FloatVectors column = (Column.FloatVectors) TestFiles.readAll(path, schema).get("d");
    assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5, 6, 7}, column.values());

    Path bad =
        TestFiles.write(directory, "g.csv", "word,d0,d1,d2,d3,d4,d5,d6,d7\na,0,1,2,x,4,5,6,7\n");
    String message = "g.csv:2: column d: value 4 of the vector must be a number, got \"x\"";
    assertEquals(message, TestFiles.failure(bad, schema));
    assertEquals(
        message,
        TestFiles.failure(() -> RowFiles.open(bad).inferSchema("g", InferOptions.defaults()))
            .getMessage());
  }

  @Test
  void endsCleanly() {
    Path header = TestFiles.write(directory, "w.csv", "word,rank,v\n");
    try (RowReader reader = RowFiles.open(header).read(RANKED, Map.of(), 10)) {
      assertNull(reader.next());
      assertNull(reader.next());
      assertEquals(reader.bytesTotal(), reader.bytesRead());
    }
    Path none = TestFiles.write(directory, "w.json", "[]");
    try (RowReader reader = RowFiles.open(none).read(RANKED, Map.of(), 10)) {
      assertNull(reader.next());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          w.jsonl ; {"word": "a"   ; w.jsonl:1:13: must be JSON: the file ends too early
          w.jsonl ; {"word": a}    ; w.jsonl:1:10: must be JSON: Unrecognized token 'a'
          w.jsonl ; {"word": "a]}  ; w.jsonl:1:14: must be JSON: the file ends too early
          w.jsonl ; {"v": [1}      ; w.jsonl:1:9: must be JSON: Unexpected close marker '}': expected ']'
          w.jsonl ; {"rank": 01}   ; w.jsonl:1:11: must be JSON: Invalid numeric value: Leading zeroes not allowed
          w.jsonl ; {word: "a"}    ; w.jsonl:1:2: must be JSON: Unexpected character ('w')
          w.json  ; [{"word": "a"  ; w.json:1:14: must be JSON: the file ends too early
          w.json  ; {"a": 1}       ; w.json: must be an array of objects or {"rows": [...]}
          w.json  ; "text"         ; w.json: must be an array of objects or {"rows": [...]}
          w.json  ; [] []          ; w.json: nothing must follow the rows
          w.json  ; {"rows": []} 1 ; w.json: nothing must follow the rows
          w.json  ; {"rows": []    ; w.json:1:12: must be JSON: the file ends too early
          w.csv   ; a,,c           ; w.csv: header: column 2 must have a name
          w.csv   ; a,b,a          ; w.csv: header: column names must differ, got a twice
          """)
  void refusesMalformedFiles(String name, String text, String expected) {
    Path path = TestFiles.write(directory, name, text);
    String message = TestFiles.failure(path, RANKED);
    assertEquals(expected, message);
  }

  private static String[] strings(Map<String, Column> columns, String name) {
    return ((Column.Strings) columns.get(name)).values();
  }
}
