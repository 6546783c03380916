package io.elanus.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.CollectionSchema;
import io.elanus.api.FieldSchema;
import io.elanus.base.ElanusException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaInferenceTest {
  @TempDir Path directory;

  @Test
  void findsTypesAndKeyOfCells() {
    CollectionSchema schema =
        infer(
            "words.csv",
            """
            word,rank,weight,known,zip,note,my vector
            kitten,1,0.5,true,00123,,"[1, 2, 3]"
            2000,2,1,False,45678,x,"[4,5,6]"
            nan,3,-2e5,TRUE,00001,"a much longer note that takes more than thirty-two bytes","[0,0,0]"
            """);
    assertEquals(
        List.of(
            "word VARCHAR(64) key",
            "rank INT64",
            "weight DOUBLE",
            "known BOOL",
            "zip VARCHAR(64)",
            "note VARCHAR(128)",
            "my_vector FLOAT_VECTOR(3)"),
        shown(schema));
    assertFalse(schema.autoId());
  }

  @Test
  void findsTypesAndKeyOfObjects() {
    CollectionSchema schema =
        infer(
            "words.jsonl",
            """
            {"text": "a", "n": 1, "x": 1, "b": true, "o": {"a": 1}, "m": 1, "tags": ["t"], "v": [1, 2]}
            {"text": "a", "n": 1, "x": 1.5, "b": false, "o": {}, "m": "s", "tags": [], "v": [3, 4.5], "late": "z"}
            """);
    assertEquals(
        List.of(
            "id INT64 key",
            "text VARCHAR(64)",
            "n INT64",
            "x DOUBLE",
            "b BOOL",
            "o JSON",
            "m JSON",
            "tags JSON",
            "v FLOAT_VECTOR(2)",
            "late VARCHAR(64)"),
        shown(schema));
    assertTrue(schema.autoId());
  }

  /**
   * Header and first two rows without their vector, then the key: of an engine's making where
   * "auto".
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          id,word          ; 1,a ; 2,b ; id
          word,id          ; a,1 ; b,2 ; id
          word,PK          ; a,1 ; b,2 ; PK
          title,book_id    ; a,1 ; b,2 ; book_id
          word,rank        ; a,1 ; b,2 ; word
          word,rank        ; a,1 ; a,2 ; rank
          weight,rank      ; 1.5,1 ; 2.5,2 ; rank
          word,rank        ; a,1 ; a,1 ; auto id
          id,rank          ; 1,1 ; 1,1 ; auto auto_id
          id,word          ; 1,a ; 1,b ; word
          known,flag       ; true,true ; false,false ; auto id
          """)
  void choosesTheKey(String header, String first, String second, String key) {
    CollectionSchema schema =
        infer("book.csv", "%s,v\n%s,[1]\n%s,[2]\n".formatted(header, first, second));
    assertEquals(key, (schema.autoId() ? "auto " : "") + schema.primaryKey().name());
  }

  @Test
  void takesTheKeyThatIsAskedFor() {
    Path path = TestFiles.write(directory, "w.csv", "word,rank,v\na,1,[1]\n");
    RowFile file = RowFiles.open(path);
    assertEquals(
        "rank",
        file.inferSchema("w", new InferOptions("rank", false, "", Map.of())).primaryKey().name());
    CollectionSchema automatic =
        file.inferSchema("w", new InferOptions(null, true, "about", Map.of()));
    assertTrue(automatic.autoId());
    assertEquals("about", automatic.description());
    ElanusException failure =
        TestFiles.failure(
            () -> file.inferSchema("w", new InferOptions("wrd", false, "", Map.of())));
    assertEquals("w.csv has no column wrd for the primary key", failure.getMessage());
    assertEquals("did you mean word?", failure.hint().orElseThrow());
  }

  @Test
  void namesAndLeavesOutFieldsAsAsked() {
    Path path = TestFiles.write(directory, "w.csv", "the word,rank,v,x\na,1,[1],9\n");
    Map<String, String> map = Map.of("the word", "word", "x", "");
    RowFile file = RowFiles.open(path);
    CollectionSchema schema = file.inferSchema("w", new InferOptions("word", false, "", map));
    assertEquals(List.of("word VARCHAR(64) key", "rank INT64", "v FLOAT_VECTOR(1)"), shown(schema));
    assertEquals(1, TestFiles.read(path, schema, map, 10).size());
    CollectionSchema made = file.inferSchema("w", new InferOptions("key", true, "", map));
    assertEquals("key INT64 key", shown(made).getFirst());
    Path vectors = TestFiles.write(directory, "v.npy", TestFiles.npy(1, 1, 1));
    Map<String, String> named = Map.of("vector", "embedding");
    CollectionSchema plain =
        RowFiles.open(vectors).inferSchema("v", new InferOptions("pk", false, "", named));
    assertEquals(List.of("pk INT64 key", "embedding FLOAT_VECTOR(1)"), shown(plain));
    assertEquals(1, TestFiles.read(vectors, plain, named, 10).size());
    assertEquals(
        "w.csv has no column y",
        TestFiles.failure(
                () -> file.inferSchema("w", new InferOptions(null, false, "", Map.of("y", ""))))
            .getMessage());
  }

  @Test
  void leavesLongTextOutOfKeys() {
    CollectionSchema schema = infer("t.csv", "text,v\n%s,[1]\nb,[2]\n".formatted("x".repeat(300)));
    assertEquals("id", schema.primaryKey().name());
    assertEquals(1024, schema.field("text").maxLength());
  }

  @Test
  void explainsFilesWithoutVectors() {
    assertEquals(
        "w.csv: a column must hold vectors, as in [1, 2, 3], got columns a, b",
        failure("w.csv", "a,b\n1,2\n"));
    assertEquals(
        "w.jsonl: column v: vectors must have one length, row 1 has 2 values, row 2 has 3",
        failure("w.jsonl", "{\"v\": [1, 2]}\n{\"v\": [1, 2, 3]}\n"));
    assertEquals(
        "w.csv: column v: vectors must have one length, row 1 has 1 values, row 2 has 2",
        failure("w.csv", "v\n[1]\n\"[1,2]\"\n"));
    assertEquals("w.csv: must hold at least one row", failure("w.csv", "v\n"));
    assertEquals("w.json: must hold at least one row", failure("w.json", "[]"));
  }

  private String failure(String name, String text) {
    return TestFiles.failure(() -> infer(name, text)).getMessage();
  }

  /** The schema for the collection that is called like the file; the rows must fit it. */
  private CollectionSchema infer(String name, String text) {
    Path path = TestFiles.write(directory, name, text);
    String collection = name.substring(0, name.indexOf('.'));
    CollectionSchema schema = RowFiles.open(path).inferSchema(collection, InferOptions.defaults());
    if (name.endsWith(".csv") && !schema.autoId()) {
      assertEquals(schema.fields().size(), TestFiles.readAll(path, schema).size());
    }
    return schema;
  }

  private static List<String> shown(CollectionSchema schema) {
    return schema.fields().stream().map(SchemaInferenceTest::shown).toList();
  }

  private static String shown(FieldSchema field) {
    int size = field.dim() + field.maxLength();
    return field.name()
        + " "
        + field.type()
        + (size == 0 ? "" : "(" + size + ")")
        + (field.primaryKey() ? " key" : "");
  }
}
