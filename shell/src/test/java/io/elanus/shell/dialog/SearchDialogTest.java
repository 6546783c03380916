package io.elanus.shell.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.BuildJob;
import io.elanus.api.CollectionRef;
import io.elanus.api.CollectionSchema;
import io.elanus.api.Column;
import io.elanus.api.DataType;
import io.elanus.api.FieldSchema;
import io.elanus.api.IndexRequest;
import io.elanus.api.RowBatch;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.prompts.AnswerKind;
import io.elanus.prompts.ScriptedAsker;
import io.elanus.shell.fixture.TestShell;
import io.elanus.shell.fixture.TypedCommand;
import io.elanus.shell.grammar.Invocation;
import io.elanus.shell.session.Session;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchDialogTest {
  @TempDir Path folder;
  private Session session;
  private ScriptedAsker asker;

  @BeforeEach
  void fill() {
    TestShell shell = new TestShell(folder);
    shell.fill();
    session = shell.session(new StringWriter());
  }

  @AfterEach
  void close() {
    session.close();
  }

  private String complete(String line, String... typed) {
    asker = new ScriptedAsker(List.of(typed));
    Invocation given = TypedCommand.parse(line);
    new AskingDialogs(session, asker).complete(given);
    return given.text();
  }

  @Test
  void aRangeThatWasGivenStays() throws Exception {
    BuildJob build =
        session
            .engine()
            .indexes()
            .create(
                new IndexRequest(
                    CollectionRef.of("words"),
                    "vector",
                    "",
                    IndexType.IVF_FLAT,
                    MetricType.L2,
                    Map.of("nlist", "4"),
                    0));
    assertTrue(build.await(Duration.ofMinutes(1)));
    String line = complete("search -c words -p radius:0.5", "", "id", "w7", "5", "2", "word");
    assertEquals("search -c words -f vector --id w7 -l 5 -p nprobe:2 -p radius:0.5 -o word", line);
  }

  @Test
  void aDialogAndACommandSearchWithTheSameParameters() throws Exception {
    BuildJob build =
        session
            .engine()
            .indexes()
            .create(
                new IndexRequest(
                    CollectionRef.of("words"),
                    "vector",
                    "",
                    IndexType.DISKANN,
                    MetricType.L2,
                    Map.of(),
                    0));
    assertTrue(build.await(Duration.ofMinutes(1)));
    assertEquals(
        "search -c words -f vector --id w7 -l 10 -p search_list:100 -o word,rank",
        complete("search -c words", "", "id", "w7", "", "", ""));
    String milvus = "search -c words --defaults milvus";
    assertEquals(
        "search -c words -f vector --id w7 -l 10 -p search_list:16 --defaults milvus -o word,rank",
        complete(milvus, "", "id", "w7", "", "", ""));
  }

  @Test
  void aQueryFileIsReadWhereItIsNamed() throws Exception {
    Files.writeString(folder.resolve("short.jsonl"), "{\"vector\": [1, 2]}\n");
    Files.writeString(folder.resolve("right.jsonl"), "{\"vector\": [1, 2, 3, 4]}\n");
    complete("search -c words", "", "file", "short.jsonl", "right.jsonl", "3", "");
    assertEquals(1, asker.refusals().size());
    assertTrue(asker.refusals().getFirst().contains("dim 4"), asker.refusals().toString());
  }

  @Test
  void aRowThatIsNotThereIsAskedForAgain() {
    complete("search -c book", "", "id", "7", "one", "2", "3", "");
    assertEquals(
        List.of(
            "collection book has no row with book_id 7",
            "primary key book_id is an INT64, got \"one\""),
        asker.refusals());
  }

  @Test
  void bitsAreTypedAsBytes() {
    addBits();
    complete("search -c bits", "", "vector", "[1]", "[1, x]", "[256, 0]", "[255, 0]", "1", "");
    assertEquals(
        List.of(
            "a vector of field code must have 2 bytes, got 1",
            "a vector of field code must hold numbers, got \"x\"",
            "a byte of field code must be a whole number in [0, 255], got 256"),
        asker.refusals());
    AnswerKind.Text vector = (AnswerKind.Text) asker.asked().get(2).kind();
    assertEquals("[255, 0, ...] with 2 bytes", vector.allowed());
  }

  @Test
  void bitsAreDividedIntoListsByDefault() {
    addBits();
    String create = "create index -c bits -f code";
    assertEquals(
        "create index -c bits -f code -t BIN_IVF_FLAT -m HAMMING -p nlist:128",
        complete(create, "", "", "", ""));
    AnswerKind.OneOf types = (AnswerKind.OneOf) asker.asked().getFirst().kind();
    assertEquals(
        List.of("BIN_FLAT", "BIN_IVF_FLAT", "HNSW", "AUTOINDEX"),
        types.choices().stream().map(choice -> choice.value()).toList());
  }

  private void addBits() {
    session
        .engine()
        .collections()
        .create(
            new CollectionSchema(
                "bits",
                "",
                List.of(
                    FieldSchema.scalar("id", DataType.INT64).asPrimaryKey(),
                    new FieldSchema("code", DataType.BINARY_VECTOR, "", false, 16, 0)),
                false));
    session
        .engine()
        .data()
        .insert(
            CollectionRef.of("bits"),
            new RowBatch(
                1,
                Map.of(
                    "id", new Column.Longs(new long[] {1}),
                    "code", new Column.BinaryVectors(new byte[] {1, 2}, 16))));
  }
}
