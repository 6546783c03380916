package io.elanus.formats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.CollectionSchema;
import io.elanus.api.Column;
import io.elanus.api.DataType;
import io.elanus.api.FieldSchema;
import io.elanus.base.ElanusException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as other programs write them. */
class OddFilesTest {
  @TempDir Path directory;

  private RowFile file(String name, String text) {
    return RowFiles.open(TestFiles.write(directory, name, text));
  }

  private CollectionSchema inferred(String name, String text) {
    return file(name, text).inferSchema("w", InferOptions.defaults());
  }

  @Test
  void wholeNumbersBeyondLongStayApart() {
    String text = "id,v\n18446744073709551614,\"[1,2]\"\n18446744073709551615,\"[1,3]\"\n";
    CollectionSchema schema = inferred("big.csv", text);
    assertEquals(DataType.VARCHAR, schema.primaryKey().type().require());
    Column keys = TestFiles.readAll(directory.resolve("big.csv"), schema).get("id");
    assertArrayEquals(
        new String[] {"18446744073709551614", "18446744073709551615"},
        ((Column.Strings) keys).values());
  }

  /** 2^53 + 1 is the first whole number that no double holds. */
  @ParameterizedTest
  @CsvSource({
    "9007199254740993, 5, INT64",
    "9007199254740993, 0.5, VARCHAR",
    "9007199254740992, 0.5, DOUBLE",
    "18446744073709551615, 7, VARCHAR",
    "-9223372036854775808, 7, INT64",
    "9223372036854775807, 0.5, VARCHAR",
    "1e300, 0.5, DOUBLE"
  })
  void numbersThatWouldLoseDigitsAreNoDouble(String first, String second, DataType type) {
    String csv = "key,n,v\na,%s,[1]\nb,%s,[2]\n".formatted(first, second);
    assertEquals(type, inferred("n.csv", csv).field("n").type().require());
    String json = "{\"n\":%s,\"v\":[1]}\n{\"n\":%s,\"v\":[2]}\n".formatted(first, second);
    DataType expected = type == DataType.VARCHAR ? DataType.JSON : type;
    assertEquals(expected, inferred("n.jsonl", json).field("n").type().require());
  }

  @Test
  void aFirstRowIsNotTakenForNames() {
    Path path = TestFiles.write(directory, "w.csv", "1,foo,\"[1,2,3]\"\n2,bar,\"[4,5,6]\"\n");
    CollectionSchema schema = RowFiles.open(path).inferSchema("w", InferOptions.defaults());
    assertEquals(
        List.of("field_1", "field_2", "field_3"),
        schema.fields().stream().map(FieldSchema::name).toList());
    Map<String, Column> columns = TestFiles.readAll(path, schema);
    assertArrayEquals(new long[] {1, 2}, ((Column.Longs) columns.get("field_1")).values());
    assertEquals(
        List.of("w.csv begins with a row, not with names; its columns are field_1 to field_3"),
        RowFiles.open(path).inferenceNotes(schema));
  }

  @Test
  void numbersCanBeNames() {
    CollectionSchema schema = inferred("w.csv", "id,400.5,v\na,1,[1]\n");
    assertEquals("id", schema.primaryKey().name());
    StringBuilder wide = new StringBuilder("0,1,2,3,4,5,6,7\n").append("1,2,3,4,5,6,7,8\n");
    assertEquals(8, inferred("m.csv", wide.toString()).field("vector").dim());
  }

  @Test
  void columnsThatComeToOneNameAreNamed() {
    ElanusException failure =
        TestFiles.failure(() -> inferred("u.csv", "id,größe,grüße,v\n1,a,b,[1]\n"));
    assertEquals(
        "u.csv: columns must have fields of their own, größe and grüße would both be gr__e",
        failure.getMessage());
    assertEquals("name one: --map 'grüße=NAME'", failure.hint().orElseThrow());
  }

  @Test
  void fieldsThatAreGivenAreNotInferred() {
    InferOptions options =
        new InferOptions(
            null, false, "", Map.of(), List.of(FieldSchema.scalar("n", DataType.FLOAT)));
    CollectionSchema schema = file("n.csv", "id,n,v\n1,2,[1]\n").inferSchema("w", options);
    assertEquals(DataType.FLOAT, schema.field("n").type().require());
    assertEquals("id", schema.primaryKey().name());
    assertEquals(DataType.FLOAT_VECTOR, schema.field("v").type().require());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[ 0.5 -0.25\n  3.]", "[0.5, -0.25, 3]", " [0.5\t-0.25 3e0 ]", "AAAAPwAAgL4AAEBA"})
  void vectorsAsTextAreRead(String vector) {
    InferOptions options =
        new InferOptions(null, false, "", Map.of(), List.of(FieldSchema.floatVector("v", 3)));
    for (String name : List.of("v.csv", "v.jsonl")) {
      String text =
          name.equals("v.csv")
              ? "id,v\na,\"%s\"\n".formatted(vector)
              : "{\"id\":\"a\",\"v\":\"%s\"}\n"
                  .formatted(vector.replace("\n", "\\n").replace("\t", "\\t"));
      Path path = TestFiles.write(directory, name, text);
      CollectionSchema schema =
          RowFiles.open(path)
              .inferSchema("w", vector.contains("[") ? InferOptions.defaults() : options);
      Column.FloatVectors read = (Column.FloatVectors) TestFiles.readAll(path, schema).get("v");
      assertArrayEquals(new float[] {0.5f, -0.25f, 3}, read.values());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"w.csv", "w.jsonl"})
  void oneBadValueOfAVectorIsNamedWithItsRow(String name) {
    String text =
        name.equals("w.csv")
            ? "id,v\na,\"[1,2]\"\nb,\"[3,x]\"\nc,\"[5,6]\"\n"
            : "{\"v\":[1,2]}\n{\"v\":[3,\"x\"]}\n{\"v\":[5,6]}\n";
    assertEquals(
        name + ": column v: row 2: value 2 of the vector must be a number, got \"x\"",
        TestFiles.failure(() -> inferred(name, text)).getMessage());
  }

  @Test
  void depthIsNamedWhereItIsTheReason() {
    String deep = "{\"id\":1,\"m\":" + "[".repeat(600) + "]".repeat(600) + ",\"v\":[1]}\n";
    ElanusException failure = TestFiles.failure(() -> inferred("n.jsonl", deep));
    assertEquals(
        "n.jsonl:1: arrays and objects must lie at most 500 deep in each other, got more",
        failure.getMessage());
  }

  @Test
  void whatIsNoRegularFileIsRefusedAsSuch() {
    ElanusException failure = TestFiles.failure(() -> RowFiles.open(Path.of("/dev/null")));
    assertTrue(failure.getMessage().contains("must be a file, got a pipe or a device"));
  }

  @Test
  void typedRowsThatStayOpenAreToldAsSuch() {
    ElanusException failure =
        TestFiles.failure(
            () -> RowFiles.typed("{\"vector\":[1]").read(TestFiles.vectors(1), Map.of(), 9).next());
    assertTrue(failure.getMessage().endsWith("the text ends too early"), failure.getMessage());
  }
}
