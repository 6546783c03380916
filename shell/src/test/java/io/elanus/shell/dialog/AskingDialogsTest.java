package io.elanus.shell.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.BuildJob;
import io.elanus.api.CollectionSchema;
import io.elanus.api.Column;
import io.elanus.api.DataType;
import io.elanus.api.DuplicateKeys;
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
import io.elanus.shell.input.CollectionInput;
import io.elanus.shell.input.IndexInput;
import io.elanus.shell.input.Input;
import io.elanus.shell.input.RowInput;
import io.elanus.shell.input.SearchInput;
import io.elanus.shell.input.SessionInput;
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
  private static final IndexInput.Create CREATE_INDEX =
      new IndexInput.Create(null, null, null, null, null, null, null, null, false);

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

  private Input complete(Input given, String... typed) {
    asker = new ScriptedAsker(List.of(typed));
    return new AskingDialogs(session, asker).complete(given);
  }

  private List<String> asked() {
    return asker.asked().stream().map(Question::text).toList();
  }

  @Test
  void theAnswersOfThePageMakeItsIndex() {
    Input input = complete(CREATE_INDEX, "book", "book_intro", "IVF_FLAT", "L2", "1024", "");
    assertEquals(
        new IndexInput.Create(
            "book",
            "book_intro",
            null,
            "IVF_FLAT",
            "L2",
            Map.of("nlist", "1024"),
            null,
            null,
            false),
        input);
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
    Input input = complete(CREATE_INDEX, "words", "", "", "", "", "");
    Map<String, String> parameters = ((IndexInput.Create) input).parameters();
    assertEquals(Map.of("nlist", "32"), parameters);
    Question nlist = asker.asked().get(4);
    assertTrue(nlist.help().getFirst().contains("Proposed: 32, "), nlist.help().toString());
  }

  @Test
  void onlyWhatIsLeftOpenIsAsked() {
    Input input =
        complete(
            new IndexInput.Create("words", null, null, "ivf_flat", null, null, null, null, true),
            "",
            "cosine",
            "100");
    assertEquals(
        List.of(
            "The name of the field to create an index for",
            "Index metric type",
            "Index params nlist"),
        asked());
    assertEquals(
        "create index -c words -f vector -t ivf_flat -m COSINE -p nlist:100 --async",
        CommandText.of(input));
  }

  @Test
  void aCancelledBuildLeavesItsFieldFree() throws Exception {
    BuildJob job =
        session
            .engine()
            .createIndex(
                new IndexRequest(
                    "words", "vector", null, IndexType.IVF_FLAT, MetricType.L2, Map.of(), 0));
    job.cancel();
    assertTrue(job.await(Duration.ofMinutes(1)));
    IndexInfo index = session.engine().listIndexes("words").getFirst();
    assertEquals(JobState.CANCELLED, index.progress().state());
    Input input = complete(CREATE_INDEX, "words", "", "FLAT", "IP", "");
    assertEquals("create index -c words -f vector -t FLAT -m IP", CommandText.of(input));
  }

  @Test
  void nothingIsAskedOrSaidWhereNothingIsMissing() {
    Input given =
        new IndexInput.Create("words", "vector", null, "IVF_FLAT", "L2", null, null, null, false);
    assertEquals(given, complete(given));
    assertEquals(List.of(), asked());
    assertEquals("", messages.toString());
  }

  @Test
  void aFlatIndexHasNoParametersToAskFor() {
    complete(CREATE_INDEX, "words", "vector", "flat", "ip", "");
    assertEquals("Timeout", asked().getLast());
    assertEquals(5, asked().size());
  }

  @Test
  void wrongAnswersAreToldTheRule() {
    complete(
        CREATE_INDEX,
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
    assertEquals(
        ErrorCode.COLLECTION_NOT_FOUND,
        failure(new IndexInput.Create("word", null, null, null, null, null, null, null, false))
            .code());
    assertEquals(
        ErrorCode.NOT_AVAILABLE,
        failure(
                new IndexInput.Create(
                    "words", "vector", null, "GPU_IVF_FLAT", null, null, null, null, false))
            .code());
    assertEquals(
        ErrorCode.OUT_OF_RANGE,
        failure(
                new IndexInput.Create(
                    "words", null, null, "IVF_FLAT", "L2", Map.of("nlist", "0"), null, null, false),
                "vector")
            .code());
  }

  private ElanusException failure(Input given, String... typed) {
    return assertThrows(ElanusException.class, () -> complete(given, typed));
  }

  @Test
  void leavingADialogCancels() {
    ElanusException left = failure(CREATE_INDEX, "words", "vector");
    assertEquals(ErrorCode.CANCELLED, left.code());
    assertEquals("", messages.toString());
  }

  @Test
  void theCollectionInUseIsOfferedWhereOneIsDeleted() {
    session.use("words");
    failure(new CollectionInput.Delete(null, null), "", "");
    assertEquals("words", asker.asked().getFirst().defaultValue());
    assertEquals(
        "Delete collection words with 2,000 rows? This cannot be undone", asked().getLast());
  }

  @Test
  void aCollectionWithoutAVectorFieldIsAskedForOne() {
    CollectionInput.Create noVector =
        new CollectionInput.Create(
            "film", List.of("a:INT64"), "a", false, "", null, null, Map.of());
    CollectionInput.Create made =
        (CollectionInput.Create) complete(noVector, "a", "note", "varchar", "9", "", "", "8", "");
    assertEquals(List.of("a:INT64", "note:VARCHAR:9", "vector:FLOAT_VECTOR:8"), made.fields());
    assertEquals("Field 2 name", asked().getFirst());
    assertEquals(List.of("field names must differ, got a twice"), asker.refusals());
    CollectionInput.Create noKey =
        new CollectionInput.Create(
            "film", List.of("v:FLOAT_VECTOR:2"), null, false, "", null, null, Map.of());
    assertEquals(
        "create collection -c film -f v:FLOAT_VECTOR:2 -f id:INT64 -p id",
        CommandText.of(complete(noKey, "", "", "")));
  }

  @Test
  void aPrimaryKeyThatIsNoFieldIsToldBeforeTheRestIsAsked() {
    CollectionInput.Create create =
        new CollectionInput.Create(
            null, List.of("a:INT64", "v:FLOAT_VECTOR:2"), "b", false, null, null, null, Map.of());
    assertEquals(ErrorCode.FIELD_NOT_FOUND, failure(create, "film").code());
    assertEquals(List.of("Collection name"), asked());
  }

  @Test
  void ofACollectionFromAFileOnlyTheNameIsAsked() {
    CollectionInput.Create create =
        new CollectionInput.Create(
            null, null, null, false, null, null, Path.of("films.csv"), Map.of());
    assertEquals(
        "create collection -c film --from films.csv", CommandText.of(complete(create, "film")));
  }

  @Test
  void eachValueOfARowIsCheckedWhereItIsTyped() {
    session
        .engine()
        .createCollection(
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
        new RowInput.InsertRow("note", null, null),
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
    session.engine().insert("note", row("ab"));
    complete(new RowInput.InsertRow("note", null, null), "ab", "cd", "1", "2", "[1, 2]");
    assertEquals(List.of("collection note has a row with id ab already"), asker.refusals());
    complete(new RowInput.InsertRow("note", null, DuplicateKeys.REPLACE), "ab", "1", "2", "[1, 2]");
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
    complete(new RowInput.Get("book", null, null), "1, two", "[", "1, 2", "");
    assertEquals("primary key book_id is an INT64, got \"two\"", asker.refusals().getFirst());
    assertEquals(2, asker.refusals().size());
    complete(new RowInput.DeleteEntities("book", null, null, true), "x", "1");
    assertEquals(1, asker.refusals().size());
  }

  @Test
  void anOptionThatWillNotDoIsToldBeforeTheRestIsAsked() {
    ElanusException unfit = failure(new RowInput.Get(null, List.of("x"), null), "book");
    assertEquals(ErrorCode.USAGE, unfit.code());
    assertEquals("--ids: primary key book_id is an INT64, got \"x\"", unfit.getMessage());
    assertEquals(List.of("Collection name"), asked());
  }

  @Test
  void aQueryWithoutKeysShowsTheFirstRows() {
    RowInput.Query query = new RowInput.Query("book", null, null, null, null);
    assertEquals(query, complete(query));
    assertEquals(
        "query -c book",
        CommandText.of(complete(new RowInput.Query(null, null, null, null, null), "book", "", "")));
  }

  @Test
  void milvusDefaultsAreOfferedWhereTheyAreAskedFor() {
    Input input =
        complete(
            new IndexInput.Create("words", null, null, "HNSW", "L2", null, "milvus", null, false),
            "",
            "",
            "",
            "");
    assertEquals(
        "create index -c words -f vector -t HNSW -m L2 -p M:30 -p efConstruction:360"
            + " --defaults milvus",
        CommandText.of(input));
  }

  @Test
  void aCollectionIsMadeFieldByField() {
    CollectionInput.Create none =
        new CollectionInput.Create(null, null, null, false, null, null, null, Map.of());
    Input input =
        complete(
            none,
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
        CommandText.of(input));
    assertEquals(List.of("there is a collection words already"), asker.refusals());
  }

  @Test
  void aCollectionWithFieldsGivenAsksForTheKeyOnly() {
    CollectionInput.Create fields =
        new CollectionInput.Create(
            "film",
            List.of("a:INT64", "b:VARCHAR", "v:FLOAT_VECTOR:2"),
            null,
            false,
            "",
            null,
            null,
            Map.of());
    CollectionInput.Create made = (CollectionInput.Create) complete(fields, "b");
    assertEquals("b", made.primaryField());
    assertEquals(List.of("Primary key field"), asked());
  }

  @Test
  void deletingAsksAndNoIsTheDefault() {
    Input yes = complete(new CollectionInput.Delete(null, null), "book", "y");
    assertEquals(new CollectionInput.Delete("book", true), yes);
    assertEquals("Delete collection book with 3 rows? This cannot be undone", asked().getLast());
    messages.getBuffer().setLength(0);
    ElanusException no = failure(new CollectionInput.Delete("book", null), "");
    assertEquals(ErrorCode.CANCELLED, no.code());
    assertEquals("nothing was deleted", no.getMessage());
    assertEquals("", messages.toString());
  }

  @Test
  void aSearchByRowAsksForItsKey() {
    SearchInput nothing =
        new SearchInput(null, null, null, null, null, null, null, null, null, null, null);
    Input input = complete(nothing, "words", "", "id", "w7", "", "word,rank");
    assertEquals("search -c words -f vector --id w7 -l 10 -o word,rank", CommandText.of(input));
  }

  @Test
  void aTypedVectorMustHaveTheRightNumberOfValues() {
    SearchInput nothing =
        new SearchInput("book", null, null, null, null, null, null, null, null, null, null);
    Input input = complete(nothing, "", "v", "[1]", "[1, 2]", "3", "");
    assertEquals(
        "search -c book -f book_intro --vector '[1, 2]' -l 3 -o book_id,word_count",
        CommandText.of(input));
    assertEquals(
        List.of("a vector of field book_intro must have 2 values, got 1"), asker.refusals());
  }

  @Test
  void aRowIsAskedForFieldByField() {
    Input input = complete(new RowInput.InsertRow("book", null, null), "x", "4", "400", "0.5, 1");
    assertEquals(
        new RowInput.InsertRow(
            "book", "{\"book_id\": 4, \"word_count\": 400, \"book_intro\": [0.5, 1.0]}", null),
        input);
    assertEquals(List.of("book_id must be a whole number, got \"x\""), asker.refusals());
  }

  @Test
  void rowsAreAskedForByKey() {
    Input input = complete(new RowInput.Get(null, null, null), "words", "w1, w2", "");
    assertEquals(new RowInput.Get("words", List.of("w1", "w2"), null), input);
  }

  @Test
  void aFileMustExist() throws Exception {
    Files.writeString(folder.resolve("rows.csv"), "word\n");
    Input input =
        complete(
            new RowInput.InsertFile(null, null, Map.of(), null, null),
            "words",
            "row.csv",
            "rows.csv");
    assertEquals("insert file -c words rows.csv", CommandText.of(input));
    assertEquals(List.of("There is no file row.csv"), asker.refusals());
  }

  @Test
  void anOutputFormatIsChosen() {
    assertEquals(
        new SessionInput.SetOutput("json"), complete(new SessionInput.SetOutput(null), "j"));
    assertEquals("table", asker.asked().getFirst().defaultValue());
  }

  @Test
  void withoutCollectionsADialogSaysHowToMakeOne() {
    complete(new CollectionInput.Delete("book", true));
    session.engine().dropCollection("book");
    session.engine().dropCollection("words");
    ElanusException none = failure(CREATE_INDEX);
    assertEquals("there are no collections yet", none.getMessage());
    assertTrue(none.hint().orElseThrow().contains("create collection"));
    assertNull(none.getCause());
  }
}
