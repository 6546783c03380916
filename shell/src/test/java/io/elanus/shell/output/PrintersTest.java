package io.elanus.shell.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.Column;
import io.elanus.api.RowPage;
import io.elanus.api.SearchResult;
import io.elanus.api.index.MetricType;
import io.elanus.shell.output.Answer.Listing;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class PrintersTest {
  private static final Listing NOTHING = new Listing(List.of("name", "rows"), List.of());
  private static final Listing WORDS =
      new Listing(
          List.of("word", "rank", "vector"),
          List.of(
              List.of("kitten", 7, new float[] {0.5f, -1}),
              List.of("子猫", 901, new float[] {1, 2, 3, 4, 5, 6}),
              Arrays.asList(null, null, null),
              List.of("a,\"b\"\n", 1, new float[0])));

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Messages messages = new TextMessages(err);

  private String table(Answer answer, int width) throws IOException {
    new TablePrinter(out, messages, () -> width).print(answer);
    return out.toString();
  }

  private String json(Answer answer) throws IOException {
    new JsonPrinter(out, messages).print(answer);
    return out.toString();
  }

  private String csv(Answer answer) throws IOException {
    new CsvPrinter(out, messages, false).print(answer);
    return out.toString();
  }

  @Test
  void aTableAlignsWideCharactersAndShortensVectors() throws IOException {
    assertEquals(
        """
        word     rank  vector
        -------  ----  --------------------------------
        kitten      7  [0.5, -1.0]
        子猫      901  [1.0, 2.0, 3.0, 4.0, … 6 values]

        a,"b"\\n     1  []
        """,
        table(WORDS, 0));
  }

  @Test
  void aTableKeepsToTheWidthOfTheTerminal() throws IOException {
    assertEquals(
        """
        word     rank  vector
        -------  ----  ----------------
        kitten      7  [0.5, -1.0]
        子猫      901  [1.0, 2.0, 3.0,…

        a,"b"\\n     1  []
        """,
        table(WORDS, 31));
  }

  private static final Listing INDEXES =
      Listing.of(
          List.of("name", "field", "index_type", "metric_type", "params", "state", "indexed_rows"),
          List.of(
              Answer.object(
                  "name", "vector",
                  "field", "vector",
                  "index_type", "IVF_FLAT",
                  "metric_type", "COSINE",
                  "params", Map.of("nlist", 1024),
                  "state", "finished",
                  "indexed_rows", 340_479)));

  @Test
  void aNarrowTableBreaksItsHeadersBeforeItCutsAnything() throws IOException {
    assertEquals(
        """
                        index_    metric_                        indexed_
        name    field   type      type     params      state         rows
        ------  ------  --------  -------  ----------  --------  --------
        vector  vector  IVF_FLAT  COSINE   nlist=1024  finished    340479
        """,
        table(INDEXES, 72));
  }

  @Test
  void aTooNarrowTableBecomesBlocks() throws IOException {
    assertEquals(
        """
        name          vector
        field         vector
        index_type    IVF_FLAT
        metric_type   COSINE
        params        nlist=1024
        state         finished
        indexed_rows  340479
        """,
        table(INDEXES, 40));
  }

  /**
   * Nothing is ever wider than the terminal, and a number or header never loses a digit or letter.
   */
  @Test
  void noWidthIsExceeded() throws IOException {
    for (int width = 24; width < 100; width++) {
      out.getBuffer().setLength(0);
      String shown = table(INDEXES, width);
      for (String line : shown.lines().toList()) {
        assertTrue(line.length() <= width, width + ": " + line);
      }
      assertTrue(shown.contains("340479"), shown);
      assertTrue(shown.contains("indexed_"), shown);
    }
  }

  @Test
  void aTextOfSeveralLinesStaysInItsColumn() throws IOException {
    Listing lines =
        new Listing(
            List.of("number", "line"),
            List.of(
                List.of(1, new Multiline("insert row '{\n  1}'")), List.of(2, new Multiline("x"))));
    assertEquals(
        """
        number  line
        ------  -------------
             1  insert row '{
                  1}'
             2  x
        """,
        table(lines, 0));
    assertEquals(
        "[{\"number\": 1, \"line\": \"insert row '{\\n"
            + "  1}'\"}, {\"number\": 2, \"line\": \"x\"}]\n",
        json(lines).substring(out.toString().indexOf('[')));
  }

  @Test
  void jsonOfAFieldIsNested() throws IOException {
    Listing listing =
        new Listing(List.of("j"), List.of(List.of(new JsonText("{\"a\":\n[1,null]}"))));
    assertEquals("[{\"j\": {\"a\": [1,null]}}]\n", json(listing));
    out.getBuffer().setLength(0);
    assertEquals("j\n\"{\"\"a\"\": [1,null]}\"\n", csv(listing));
  }

  /** One hit, a, of the first query. */
  private static Answer neighbour(int[] offsets, long rank) {
    SequencedMap<String, Column> entities = new LinkedHashMap<>();
    entities.put("rank", new Column.Longs(new long[] {rank}));
    return new Answer.Neighbours(
        new SearchResult(
            MetricType.L2,
            offsets,
            new Column.Strings(new String[] {"a"}),
            new float[] {0.25f},
            new RowPage(1, entities)),
        List.of("rank"),
        "word",
        Grid.of(List.of(List.of(rank))));
  }

  @Test
  void aFieldCalledAsAColumnOfNeighboursIsToldFromIt() throws IOException {
    Answer answer = neighbour(new int[] {0, 1}, 7);
    assertEquals("query,rank,id,distance,entity.rank\n0,1,a,0.25,7\n", csv(answer));
  }

  @Test
  void notesOfAListingGoToTheMessages() throws IOException {
    assertEquals("name,rows\n", csv(NOTHING.withNotes(List.of("no row with id 7"))));
    assertEquals("note: no row with id 7\n", err.toString());
  }

  /** ESC, BEL, CSI of one character and a carriage return, as a name and as JSON. */
  private static final Listing HOSTILE =
      new Listing(
          List.of("t", "j"),
          List.of(
              List.of(
                  "\u001b[31mred\u0007 \u009b2J\rx\ny",
                  new JsonText("{\"a\": \"\u009b\u007f\"}"))));

  @Test
  void controlCharactersOfDataNeverReachATerminal() throws IOException {
    new CsvPrinter(out, messages, true).print(HOSTILE);
    assertEquals(
        """
        t,j
        "\\u001b[31mred\\u0007 \\u009b2J\\rx
        y","{""a"": ""\\u009b\\u007f""}"
        """,
        out.toString());
    assertNoControls(json(HOSTILE));
    assertNoControls(table(HOSTILE, 80));
    new CsvPrinter(out, messages, true)
        .print(new Answer.Verdict("found 1 problem", List.of("damaged \u001b[2J.vec")));
    messages.note("no row with id \u001b[2J");
    assertNoControls(out.toString());
    assertNoControls(err.toString());
  }

  private static void assertNoControls(String text) {
    assertTrue(text.chars().allMatch(c -> c == '\n' || !Character.isISOControl(c)), text);
  }

  @Test
  void csvThatIsPipedKeepsDataAsItIs() throws IOException {
    assertEquals(
        "t,j\n\"\u001b[31mred\u0007 \u009b2J\rx\ny\",\"{\"\"a\"\": \"\"\u009b\u007f\"\"}\"\n",
        csv(HOSTILE));
  }

  @Test
  void aTableWithoutRowsIsItsHead() throws IOException {
    assertEquals("name  rows\n----  ----\n", table(NOTHING, 0));
  }

  @Test
  void jsonIsOneDocumentOfOneLine() throws IOException {
    assertEquals(
        "[{\"word\": \"kitten\", \"rank\": 7, \"vector\": [0.5, -1.0]}, "
            + "{\"word\": \"子猫\", \"rank\": 901, \"vector\": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]}, "
            + "{\"word\": null, \"rank\": null, \"vector\": null}, "
            + "{\"word\": \"a,\\\"b\\\"\\n\", \"rank\": 1, \"vector\": []}]\n",
        json(WORDS));
  }

  @Test
  void jsonOfNothingIsAnEmptyArray() throws IOException {
    assertEquals("[]\n", json(NOTHING));
  }

  @Test
  void jsonEscapesWhatUtf8CannotHoldAndHasNoNaN() throws IOException {
    assertEquals(
        "{\"lonely\": \"\\ud83d\", \"nan\": null, \"control\": \"\\u001b\"}\n",
        json(
            new Answer.Details(
                Answer.object("lonely", "\ud83d", "nan", Float.NaN, "control", "\u001b"))));
  }

  @Test
  void csvQuotesWhatItMust() throws IOException {
    assertEquals(
        "word,rank,vector\nkitten,7,\"[0.5, -1.0]\"\n子猫,901,\"[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]\"\n"
            + ",,\n\"a,\"\"b\"\"\n\",1,[]\n",
        csv(WORDS));
  }

  @Test
  void neighboursAreOneArrayForEachQuery() throws IOException {
    Answer answer = neighbour(new int[] {0, 1, 1}, 1);
    assertEquals(
        "[[{\"id\": \"a\", \"distance\": 0.25, \"entity\": {\"rank\": 1}}], []]\n", json(answer));
  }

  @Test
  void anOutcomeIsASentenceForPeopleAndAnObjectForPrograms() throws IOException {
    Answer answer =
        new Answer.Outcome("did it", Answer.object("done", true), List.of("there is more"));
    assertEquals("", table(answer, 0));
    assertEquals("did it\nnote: there is more\n", err.toString());
    assertEquals("{\"done\": true}\n", json(answer));
  }
}
