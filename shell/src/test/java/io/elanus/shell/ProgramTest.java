package io.elanus.shell;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.base.ElanusException;
import io.elanus.shell.command.Commands;
import io.elanus.shell.fixture.ProcessRun;
import io.elanus.shell.grammar.CommandEntry;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramTest {
  private static final String BOOK =
      "create collection -c book -f id:INT64 -f v:FLOAT_VECTOR:2 -p id";

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return runWith("", args);
  }

  private int runWith(String input, String... args) {
    byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
    return new ProcessRun(folder).run(new ByteArrayInputStream(bytes), out, err, args);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|list collections",
        "0|help search",
        "0|search --help",
        "0|--output json list collections",
        "0|list collections --output json",
        "1|show collection -c nowhere",
        "1|search -c nowhere --vector [1]",
        "2|shwo collections",
        "2|show",
        "2|search --limt 3",
        "2|search --limit ten",
        "2|search -c book --vector [1] --limit 0",
        "2|query -c book -l -1",
        "2|search --limit",
        "2|search -c a -c b",
        "2|--output yaml list collections",
        "2|--progress fast list collections",
        "2|--memory-limit much list collections",
        "2|--threads 0 list collections",
        "2|delete collection -c book",
        "2|create index -c book -f v -p nlist -t FLAT -m L2",
        "2|-e version list collections"
      })
  void theExitCodeTellsTheKindOfEnd(int code, String line) {
    assertEquals(code, run(line.split(" ")), err.toString());
    assertEquals(code == 0, err.toString().isEmpty());
  }

  @Test
  void aScriptStopsAtItsFirstErrorAndNamesFileAndLine() throws IOException {
    Path script = folder.resolve("build.elanus");
    Files.writeString(script, BOOK + "\n\n# wrong\nshow index -c bock\nversion\n");
    assertEquals(1, run("-f", script.toString()));
    assertEquals("", out.toString());
    assertTrue(err.toString().contains("build.elanus:4: error: "), err.toString());
    assertTrue(err.toString().contains("did you mean book?"), err.toString());
  }

  @Test
  void anArgumentThatIsNotUtf8IsRefused() {
    assertEquals(0, run("-e", BOOK.replace("id:INT64", "id:VARCHAR:9")));
    assertEquals(2, run("-e", "insert row -c book {\"id\": \"caf\uFFFD\", \"v\": [1, 2]}"));
    assertTrue(err.toString().contains("argument 2 must be UTF-8, got"), err.toString());
    assertEquals(0, run("--output", "json", "query", "-c", "book", "-l", "9"));
    assertEquals("[]\n", out.toString());
  }

  @Test
  void aJvmWithoutUtf8TrustsAsciiOnly() {
    NativeText ascii = new NativeText(false);
    ascii.check("argument 1", "list collections");
    assertThrows(
        ElanusException.class, () -> ascii.check("argument 1", "gr\u00C3\u00B6\u00C3\u009Fe"));
  }

  @ParameterizedTest
  @CsvSource({"-f", "stdin"})
  void textThatIsNotUtf8IsRefusedWithItsLine(String source) throws IOException {
    byte[] latin1 =
        (BOOK + "\nversion\rdelete entities -c book -y caf\u00E9\n").getBytes(ISO_8859_1);
    Path script = Files.write(folder.resolve("old.elanus"), latin1);
    int code =
        source.equals("-f")
            ? run("-f", script.toString())
            : new ProcessRun(folder).run(new ByteArrayInputStream(latin1), out, err);
    assertEquals(1, code);
    String place = source.equals("-f") ? script + ":3: " : "stdin:3: ";
    assertTrue(
        err.toString().contains(place + "error: text must be UTF-8, got \"delete entities"),
        err.toString());
  }

  @Test
  void aByteOrderMarkBeforeAScriptIsPassedOver() throws IOException {
    Path script = folder.resolve("notepad.elanus");
    Files.writeString(script, "\uFEFFversion\r\n" + BOOK + "\r\n");
    assertEquals(0, run(script.toString()), err.toString());
  }

  @Test
  void anOpenQuoteIsNamedWithItsLine() throws IOException {
    Path script = folder.resolve("open.elanus");
    Files.writeString(script, "version\n\n# fine\nuse 'book\nversion\n");
    assertEquals(2, run("-f", script.toString()));
    assertTrue(
        err.toString().contains("open.elanus:4: error: the quote ' opened in line 4"),
        err.toString());
  }

  @Test
  void aDataFileInPlaceOfAScriptLeadsToTheImport() throws IOException {
    Files.write(folder.resolve("ok.npy"), new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'});
    assertEquals(2, run("ok.npy"));
    assertTrue(err.toString().contains("create collection -c NAME --from ok.npy"), err.toString());
  }

  @Test
  void aScriptThatKeepsGoingRunsTheRestAndStillFails() {
    assertEquals(1, run("--keep-going", "-e", "show collection -c x; version"));
    assertEquals("elanus", out.toString().split(" ")[0]);
  }

  @Test
  void commandsArriveOnStandardInputToo() {
    assertEquals(0, runWith(BOOK + "\nlist collections", "--output", "json"));
    assertTrue(out.toString().startsWith("{\"name\": \"book\""), out.toString());
    assertEquals(2, out.toString().lines().count());
  }

  @Test
  void aMissingOptionIsNamedAndNothingIsAsked() {
    assertEquals(2, run("create", "index", "-c", "book"));
    assertEquals("error: missing --field-name (-f)\n", err.toString());
  }

  private void index(String more) {
    StringBuilder rows = new StringBuilder("[");
    for (int i = 0; i < 3000; i++) {
      rows.append(i == 0 ? "" : ", ").append("{\"id\": %d, \"v\": [%d, 1]}".formatted(i, i));
    }
    String lines = BOOK + "\ninsert row -c book " + rows + "]\nflush -c book\n";
    assertEquals(0, runWith(lines + more, "--output", "json"), err.toString());
  }

  @Test
  void deletedRowsGiveTheirSpaceBackWhenACollectionIsCompacted() {
    String keys =
        IntStream.range(0, 2400).mapToObj(Integer::toString).collect(Collectors.joining(","));
    index("delete entities -c book --ids " + keys + " --yes");
    out.getBuffer().setLength(0);
    assertEquals(0, run("--output", "json", "compact", "-c", "book"), err.toString());
    // A row that moved has its number beside its two values, and its key takes two bytes in a row
    // group of 72 more.
    assertTrue(out.toString().contains("\"segments\": 1, "), out.toString());
    assertTrue(out.toString().contains("\"bytes\": 10872}"), out.toString());
    assertEquals(1, run("compact", "-c", "bok"));
    assertTrue(err.toString().contains("collection bok does not exist"), err.toString());
  }

  @Test
  void aScriptEndsAfterTheBuildsThatItLeftRunning() {
    index("create index -c book -f v -t IVF_FLAT -m L2 -p nlist:16 --async");
    out.getBuffer().setLength(0);
    assertEquals(0, run("--output", "json", "show", "index_progress", "-c", "book"));
    assertTrue(out.toString().contains("\"state\": \"finished\""), out.toString());
  }

  @Test
  void aScriptMayWaitForABuildItself() {
    index(
        "create index -c book -f v -t IVF_FLAT -m L2 -p nlist:16 --async; wait_for_index -c book");
    assertTrue(out.toString().contains("\"indexed_rows\": 3000"), out.toString());
  }

  @Test
  void aTimeoutInAScriptSaysThatTheBuildStops() {
    index("");
    int code =
        run("create index -c book -f v -t IVF_FLAT -m L2 -p nlist:64 --timeout 0.001".split(" "));
    // A machine may be faster than that; then there is nothing to say.
    if (code != 0) {
      assertTrue(
          err.toString().contains("the build stops with this program; wait_for_index goes on"),
          err.toString());
    }
    assertEquals(0, run("wait_for_index", "-c", "book"));
  }

  @Test
  void keysMayHaveCommasBetweenThemAndMissingOnesAreNamed() {
    index("");
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    assertEquals(0, run("--output", "csv", "get", "-c", "book", "7,8", "9000", "-o", "id"));
    assertEquals("id\n7\n8\n", out.toString());
    assertEquals("note: no row with id 9000\n", err.toString());
  }

  @ParameterizedTest
  @CsvSource({"table", "json", "csv"})
  void withJsonProgressEachLineOfTheErrorStreamIsAnEvent(String format) {
    index("");
    String lines =
        "get -c book 1 9000 -o id\ncreate index -c book -f v -t FLAT -m L2\nshow index -c bock\n";
    assertEquals(1, runWith(lines, "--output", format, "--progress", "json", "-v"));
    List<String> events = err.toString().lines().toList();
    for (String event : events) {
      assertTrue(event.startsWith("{\"event\": \"") && event.endsWith("}"), event);
    }
    assertTrue(events.contains("{\"event\": \"note\", \"message\": \"no row with id 9000\"}"));
    assertTrue(events.stream().anyMatch(event -> event.contains("\"state\": \"finished\"")));
    assertTrue(
        events
            .getLast()
            .startsWith(
                "{\"event\": \"error\", \"place\": \"stdin:3\", \"code\":"
                    + " \"COLLECTION_NOT_FOUND\", \"message\": \"collection bock does not exist\","
                    + " \"hint\": \"did you mean book?\""),
        events.getLast());
  }

  @Test
  void aMistypedFlagBesideJsonProgressIsAnEventToo() {
    assertEquals(2, run("--progress=json", "--output", "yaml", "version"));
    assertTrue(err.toString().startsWith("{\"event\": \"error\", \"place\": null"), err.toString());
  }

  @Test
  void theKeyIsShownOnce() {
    index("");
    out.getBuffer().setLength(0);
    assertEquals(
        0, run("--output", "csv", "search", "-c", "book", "--id", "5", "-l", "1", "-o", "*"));
    assertEquals("query,rank,id,distance,v\n0,1,5,0.0,\"[5.0, 1.0]\"\n", out.toString());
  }

  @Test
  void jsonFieldsAreJson() {
    String create = "create collection -c j -f id:INT64 -f j:JSON -f v:FLOAT_VECTOR:1 -p id\n";
    String insert =
        "insert row -c j [{\"id\": 1, \"j\": {\"a\": [null, 1.50]}, \"v\": [1]},"
            + " {\"id\": 2, \"j\": null, \"v\": [2]}]\n";
    assertEquals(0, runWith(create + insert, "--output", "json"), err.toString());
    out.getBuffer().setLength(0);
    assertEquals(
        0, runWith("query -c j -l 2 -o j\nsearch -c j --id 2 -l 1 -o j", "--output", "json"));
    assertEquals(
        "[{\"id\": 1, \"j\": {\"a\":[null,1.50]}}, {\"id\": 2, \"j\": null}]\n"
            + "[[{\"id\": 2, \"distance\": 0.0, \"entity\": {\"j\": null}}]]\n",
        out.toString());
  }

  @Test
  void aNameThatIsNeitherCommandNorFileIsToldSo() {
    assertEquals(2, run("nofile.ela"));
    assertTrue(
        err.toString().startsWith("error: there is neither a command nor a file nofile.ela\n"),
        err.toString());
  }

  @Test
  void whatCannotBeADataDirectoryIsToldSo() throws IOException {
    Path file = Files.writeString(folder.resolve("passwd"), "x");
    assertEquals(1, run("--data", file.toString(), "list", "collections"));
    assertEquals(
        "error: cannot keep data in %s: %s is a file\n".formatted(file, file)
            + "hint: choose another directory with --data DIR\n",
        err.toString());
    err.getBuffer().setLength(0);
    assertEquals(2, run("--data", "", "list", "collections"));
    assertEquals("error: --data must name a directory, got an empty name\n", err.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "list collections",
    "show collection -c a",
    "search -c a --vector [1]",
    "check",
    "insert row -c a {\"id\":1}",
    "delete collection -c a --yes",
    "use a"
  })
  void aMistypedDataDirectoryIsToldAndNotMade(String line) {
    String mistyped = folder.resolve("mistyped").toString();
    assertEquals(1, run("--data", mistyped, "-e", line));
    assertTrue(
        err.toString()
            .endsWith(
                "error: there is no data directory at %s\nhint: create collection makes it\n"
                    .formatted(mistyped)),
        err.toString());
    assertTrue(!Files.exists(Path.of(mistyped)));
  }

  @Test
  void whereNothingIsYetTheListIsEmptyAndNothingIsMade() {
    assertEquals(0, run("--output", "csv", "list", "collections"));
    assertEquals("name,rows,loaded,indexes,description\n", out.toString());
    assertTrue(!Files.exists(folder.resolve("data")));
    assertEquals(0, run(BOOK.split(" ")), err.toString());
    assertTrue(Files.exists(folder.resolve("data")));
  }

  @ParameterizedTest
  @CsvSource({"list collections", BOOK})
  void aFolderOfOtherFilesIsLeftAlone(String line) throws IOException {
    Path notes = Files.createDirectories(folder.resolve("papers/vectors"));
    Path papers = notes.getParent();
    assertEquals(1, run("--data", papers.toString(), "-e", line));
    assertTrue(
        err.toString().contains("papers holds other files and is no data directory"),
        err.toString());
    assertEquals(List.of("vectors"), List.of(papers.toFile().list()));
  }

  @Test
  void theHistoryOfThePromptIsShownWithoutOne() throws IOException {
    Path file = folder.resolve(".local/state/elanus/history");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "list collections\nuse a\\\\b\ninsert row {\\n1}\n");
    assertEquals(0, run("-e", "history"));
    assertEquals(
        """
        number  line
        ------  ----------------
             1  list collections
             2  use a\\b
             3  insert row {
                1}
        """,
        out.toString());
    assertEquals(0, run("history", "clear"));
    assertTrue(!Files.exists(file));
  }

  @Test
  void helpFitsEightyColumnsAndKeepsWordsWhole() {
    for (CommandEntry entry : Commands.tree().entries()) {
      assertEquals(0, run(("help " + entry.name()).split(" ")));
    }
    assertEquals(0, run("help"));
    for (String line : out.toString().lines().toList()) {
      assertTrue(line.length() < 80, line);
    }
    assertTrue(out.toString().contains(" .json"), out.toString());
    assertTrue(out.toString().contains(" name:FLOAT_VECTOR:dim"), out.toString());
  }

  @Test
  void anOpenQuoteIsReportedWithItsLine() {
    assertEquals(2, runWith("version\nuse 'book\n"));
    assertTrue(err.toString().startsWith("stdin:2: error: "), err.toString());
  }

  @Test
  void aReaderThatHasSeenEnoughEndsTheProgramQuietly() {
    Writer closed = new ClosedPipe("Broken pipe");
    ByteArrayInputStream in =
        new ByteArrayInputStream("version\nversion\n".getBytes(StandardCharsets.UTF_8));
    assertEquals(0, new ProcessRun(folder).run(in, closed, err));
    assertEquals("", err.toString());
  }

  @Test
  void aFullDiskBehindStandardOutputIsAFailure() {
    ByteArrayInputStream in =
        new ByteArrayInputStream("version\n".getBytes(StandardCharsets.UTF_8));
    Writer full = new ClosedPipe("No space left on device");
    assertEquals(1, new ProcessRun(folder).run(in, full, err));
    assertTrue(err.toString().contains("No space left on device"), err.toString());
  }

  /** An answer longer than the buffer before the disk fails while it is written, not at its end. */
  @ParameterizedTest
  @CsvSource({"table", "json", "csv"})
  void aLongAnswerToAFullDiskIsAFailureToo(String format) {
    index("");
    Writer full =
        new BufferedWriter(new OutputStreamWriter(new FullDisk(), StandardCharsets.UTF_8), 1 << 10);
    InputStream in = InputStream.nullInputStream();
    String[] query = {"--output", format, "-e", "query -c book -l 2000"};
    assertEquals(1, new ProcessRun(folder).run(in, full, err, query));
    assertTrue(
        err.toString().endsWith("-e:1: error: cannot write the output: No space left on device\n"),
        err.toString());
  }

  @Test
  void aMissingScriptIsReported() {
    assertEquals(1, run("-f", "nowhere.elanus"));
    assertTrue(err.toString().contains("cannot read script nowhere.elanus"), err.toString());
  }

  /** Takes no byte. */
  private static final class FullDisk extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("No space left on device");
    }
  }

  /** Takes nothing. */
  private static final class ClosedPipe extends Writer {
    private final String message;

    ClosedPipe(String message) {
      this.message = message;
    }

    @Override
    public void write(char[] buffer, int offset, int length) throws IOException {
      throw new IOException(message);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
