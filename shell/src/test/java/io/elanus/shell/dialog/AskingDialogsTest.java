package io.elanus.shell.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.BuildJob;
import io.elanus.api.CollectionRef;
import io.elanus.api.CollectionSchema;
import io.elanus.api.Column;
import io.elanus.api.DataType;
import io.elanus.api.FieldSchema;
import io.elanus.api.IndexInfo;
import io.elanus.api.IndexRequest;
import io.elanus.api.JobState;
import io.elanus.api.RowBatch;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.prompts.Question;
import io.elanus.prompts.ScriptedAsker;
import io.elanus.shell.fixture.TestShell;
import io.elanus.shell.fixture.TypedCommand;
import io.elanus.shell.grammar.Invocation;
import io.elanus.shell.session.Session;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskingDialogsTest {
  @TempDir Path folder;
  private final StringWriter messages = new StringWriter();
  private TestShell shell;
  private Session session;
  private ScriptedAsker asker;

  @BeforeEach
  void fill() {
    shell = new TestShell(folder);
    shell.fill();
    session = shell.session(messages);
  }

  @AfterEach
  void close() {
    session.close();
  }

  /** The line that says the same when all is asked. */
  private String complete(String line, String... typed) {
    asker = new ScriptedAsker(List.of(typed));
    Invocation given = TypedCommand.parse(line);
    new AskingDialogs(session, asker).complete(given);
    return given.text();
  }

  private List<String> asked() {
    return asker.asked().stream().map(Question::text).toList();
  }

  @Test
  void theAnswersOfThePageMakeItsIndex() {
    String line = complete("create index", "book", "book_intro", "IVF_FLAT", "L2", "1024", "");
    assertEquals("create index -c book -f book_intro -t IVF_FLAT -m L2 -p nlist:1024", line);
    assertEquals(
        List.of(
            "Collection name",
            "The name of the field to create an index for",
            "Index type",
            "Index metric type",
            "Index params nlist",
            "Timeout"),
        asked());
    assertEquals(
        "same as: create index -c book -f book_intro -t IVF_FLAT -m L2 -p nlist:1024\n",
        messages.toString());
  }

  @Test
  void enterTakesADefaultThatFitsTheData() {
    String line = complete("create index", "words", "", "", "", "", "");
    assertEquals("create index -c words -f vector -t IVF_FLAT -m L2 -p nlist:32", line);
    Question nlist = asker.asked().get(4);
    assertTrue(nlist.help().getFirst().contains("Proposed: 32, "), nlist.help().toString());
  }

  @Test
  void onlyWhatIsLeftOpenIsAsked() {
    String line = complete("create index -c words -t ivf_flat --async", "", "cosine", "100");
    assertEquals(
        List.of(
            "The name of the field to create an index for",
            "Index metric type",
            "Index params nlist"),
        asked());
    assertEquals(
        "create index -c words -f vector -t ivf_flat -m COSINE -p nlist:100 --async", line);
  }

  @Test
  void aCancelledBuildLeavesItsFieldFree() throws Exception {
    BuildJob job =
        session
            .engine()
            .indexes()
            .create(
                new IndexRequest(
                    CollectionRef.of("words"),
                    "vector",
                    null,
                    IndexType.IVF_FLAT,
                    MetricType.L2,
                    Map.of(),
                    0));
    job.cancel();
    assertTrue(job.await(Duration.ofMinutes(1)));
    IndexInfo index = session.engine().indexes().list(CollectionRef.of("words")).getFirst();
    assertEquals(JobState.CANCELLED, index.progress().state());
    assertEquals(
        "create index -c words -f vector -t FLAT -m IP",
        complete("create index", "words", "", "FLAT", "IP", ""));
  }

  @Test
  void nothingIsAskedOrSaidWhereNothingIsMissing() {
    String given = "create index -c words -f vector -t IVF_FLAT -m L2";
    assertEquals(given, complete(given));
    assertEquals(List.of(), asked());
    assertEquals("", messages.toString());
  }

  @Test
  void aFlatIndexHasNoParametersToAskFor() {
    complete("create index", "words", "vector", "flat", "ip", "");
    assertEquals("Timeout", asked().getLast());
    assertEquals(5, asked().size());
  }

  @Test
  void wrongAnswersAreToldTheRule() {
    complete(
        "create index",
        "boks",
        "words",
        "rank",
        "vector",
        "GPU_IVF_FLAT",
        "IVF_FLAT",
        "L3",
        "L2",
        "0",
        "9",
        "soon",
        "2");
    List<String> refusals = new ArrayList<>(asker.refusals());
    assertTrue(refusals.remove(2).startsWith("GPU_IVF_FLAT: not available yet; choose FLAT"));
    assertEquals(
        List.of(
            "Must be book or words, got \"boks\"",
            "Must be vector, got \"rank\"",
            "Must be L2, IP or COSINE, got \"L3\"",
            "nlist must be in [1, 65536], got 0",
            "Must be a number, got \"soon\""),
        refusals);
  }

  @Test
  void aWrongFlagIsAnErrorBeforeAnythingIsAsked() {
    assertEquals(ErrorCode.COLLECTION_NOT_FOUND, failure("create index -c word").code());
    assertEquals(
        ErrorCode.NOT_AVAILABLE, failure("create index -c words -f vector -t GPU_IVF_FLAT").code());
    assertEquals(
        ErrorCode.OUT_OF_RANGE,
        failure("create index -c words -t IVF_FLAT -m L2 -p nlist:0", "vector").code());
  }

  private ElanusException failure(String given, String... typed) {
    return assertThrows(ElanusException.class, () -> complete(given, typed));
  }

  @Test
  void leavingADialogCancels() {
    ElanusException left = failure("create index", "words", "vector");
    assertEquals(ErrorCode.CANCELLED, left.code());
    assertEquals("", messages.toString());
  }

  @Test
  void theCollectionInUseIsOfferedWhereOneIsDeleted() {
    session.use("words");
    failure("delete collection", "", "");
    assertEquals("words", asker.asked().getFirst().defaultValue());
    assertEquals(
        "Delete collection words with 2,000 rows? This cannot be undone", asked().getLast());
  }

  @Test
  void aCollectionWithoutAVectorFieldIsAskedForOne() {
    assertEquals(
        "create collection -c film -f a:INT64 -f note:VARCHAR:9 -f vector:FLOAT_VECTOR:8 -p a",
        complete(
            "create collection -c film -f a:INT64 -p a -d \"\"",
            "a",
            "note",
            "varchar",
            "9",
            "",
            "",
            "8",
            ""));
    assertEquals("Field 2 name", asked().getFirst());
    assertEquals(List.of("field names must differ, got a twice"), asker.refusals());
    assertEquals(
        "create collection -c film -f v:FLOAT_VECTOR:2 -f id:INT64 -p id",
        complete("create collection -c film -f v:FLOAT_VECTOR:2 -d \"\"", "", "", ""));
  }

  @Test
  void aPrimaryKeyThatIsNoFieldIsToldBeforeTheRestIsAsked() {
    String create = "create collection -f a:INT64 -f v:FLOAT_VECTOR:2 -p b";
    assertEquals(ErrorCode.FIELD_NOT_FOUND, failure(create, "film").code());
    assertEquals(List.of("Collection name"), asked());
  }

  @Test
  void ofACollectionFromAFileOnlyTheNameIsAsked() {
    assertEquals(
        "create collection -c film --from films.csv",
        complete("create collection --from films.csv", "film"));
  }

  @Test
  void eachValueOfARowIsCheckedWhereItIsTyped() {
    session
        .engine()
        .collections()
        .create(
            new CollectionSchema(
                "note",
                "",
                List.of(
                    FieldSchema.varchar("id", 3).asPrimaryKey(),
                    FieldSchema.scalar("meta", DataType.JSON),
                    FieldSchema.scalar("score", DataType.FLOAT),
                    FieldSchema.floatVector("v", 2)),
                false));
    complete(
        "insert row -c note",
        "long",
        "ab",
        "{x}",
        "1, \"score\": 2",
        "{\"a\": [1]}",
        "1e300",
        "2",
        "[1, 1e300]",
        "[1, 2]");
    assertEquals(5, asker.refusals().size(), asker.refusals().toString());
    assertEquals(4, Set.copyOf(asked()).size());
    session.engine().data().insert(CollectionRef.of("note"), row("ab"));
    complete("insert row -c note", "ab", "cd", "1", "2", "[1, 2]");
    assertEquals(List.of("collection note has a row with id ab already"), asker.refusals());
    complete("insert row -c note --on-duplicate REPLACE", "ab", "1", "2", "[1, 2]");
    assertEquals(List.of(), asker.refusals());
  }

  private static RowBatch row(String id) {
    return new RowBatch(
        1,
        Map.of(
            "id", new Column.Strings(new String[] {id}),
            "meta", new Column.Strings(new String[] {"1"}),
            "score", new Column.Floats(new float[] {1}),
            "v", new Column.FloatVectors(new float[] {1, 2}, 2)));
  }

  @Test
  void keysAreCheckedWhereTheyAreTyped() {
    complete("get -c book", "1, two", "[", "1, 2", "");
    assertEquals("primary key book_id is an INT64, got \"two\"", asker.refusals().getFirst());
    assertEquals(2, asker.refusals().size());
    complete("delete entities -c book --yes", "x", "1");
    assertEquals(1, asker.refusals().size());
  }

  @Test
  void anOptionThatWillNotDoIsToldBeforeTheRestIsAsked() {
    ElanusException unfit = failure("get x", "book");
    assertEquals(ErrorCode.USAGE, unfit.code());
    assertEquals("--ids: primary key book_id is an INT64, got \"x\"", unfit.getMessage());
    assertEquals(List.of("Collection name"), asked());
  }

  @Test
  void aQueryWithoutKeysShowsTheFirstRows() {
    assertEquals("query -c book", complete("query -c book"));
    assertEquals("query -c book", complete("query", "book", "", ""));
  }

  @Test
  void milvusDefaultsAreOfferedWhereTheyAreAskedFor() {
    assertEquals(
        "create index -c words -f vector -t HNSW -m L2 -p M:30 -p efConstruction:360"
            + " --defaults milvus",
        complete("create index -c words -t HNSW -m L2 --defaults milvus", "", "", "", ""));
  }

  @Test
  void aCollectionIsMadeFieldByField() {
    String line =
        complete(
            "create collection",
            "words",
            "film",
            "",
            "",
            "title",
            "varchar",
            "100",
            "",
            "float_vector",
            "8",
            "",
            "id",
            "y",
            "Films seen");
    assertEquals(
        "create collection -c film -f id:INT64 -f title:VARCHAR:100 -f vector:FLOAT_VECTOR:8 -p id"
            + " -A -d 'Films seen'",
        line);
    assertEquals(List.of("there is a collection words already"), asker.refusals());
  }

  @Test
  void aCollectionWithFieldsGivenAsksForTheKeyOnly() {
    String fields = "-c film -f a:INT64 -f b:VARCHAR -f v:FLOAT_VECTOR:2";
    assertEquals(
        "create collection %s -p b".formatted(fields),
        complete("create collection %s -d ''".formatted(fields), "b"));
    assertEquals(List.of("Primary key field"), asked());
  }

  @Test
  void deletingAsksAndNoIsTheDefault() {
    assertEquals("delete collection -c book --yes", complete("delete collection", "book", "y"));
    assertEquals("Delete collection book with 3 rows? This cannot be undone", asked().getLast());
    messages.getBuffer().setLength(0);
    ElanusException no = failure("delete collection -c book", "");
    assertEquals(ErrorCode.CANCELLED, no.code());
    assertEquals("nothing was deleted", no.getMessage());
    assertEquals("", messages.toString());
  }

  @Test
  void aSearchByRowAsksForItsKey() {
    assertEquals(
        "search -c words -f vector --id w7 -l 10 -o word,rank",
        complete("search", "words", "", "id", "w7", "", "word,rank"));
  }

  @Test
  void aTypedVectorMustHaveTheRightNumberOfValues() {
    assertEquals(
        "search -c book -f book_intro --vector '[1, 2]' -l 3 -o book_id,word_count",
        complete("search -c book", "", "v", "[1]", "[1, 2]", "3", ""));
    assertEquals(
        List.of("a vector of field book_intro must have 2 values, got 1"), asker.refusals());
  }

  @Test
  void aRowIsAskedForFieldByField() {
    assertEquals(
        "insert row -c book '{\"book_id\": 4, \"word_count\": 400, \"book_intro\": [0.5, 1.0]}'",
        complete("insert row -c book", "x", "4", "400", "0.5, 1"));
    assertEquals(List.of("book_id must be a whole number, got \"x\""), asker.refusals());
  }

  @Test
  void rowsAreAskedForByKey() {
    assertEquals("get -c words -i w1 -i w2", complete("get", "words", "w1, w2", ""));
  }

  @Test
  void aFileMustExist() throws Exception {
    Files.writeString(folder.resolve("rows.csv"), "word\n");
    assertEquals(
        "insert file -c words rows.csv", complete("insert file", "words", "row.csv", "rows.csv"));
    assertEquals(List.of("There is no file row.csv"), asker.refusals());
  }

  @Test
  void anOutputFormatIsChosen() {
    assertEquals("set output json", complete("set output", "j"));
    assertEquals("table", asker.asked().getFirst().defaultValue());
  }

  @Test
  void withoutCollectionsADialogSaysHowToMakeOne() {
    complete("delete collection -c book --yes");
    session.engine().collections().drop(CollectionRef.of("book"));
    session.engine().collections().drop(CollectionRef.of("words"));
    ElanusException none = failure("create index");
    assertEquals("there are no collections yet", none.getMessage());
    assertTrue(none.hint().orElseThrow().contains("create collection"));
    assertNull(none.getCause());
  }
}
