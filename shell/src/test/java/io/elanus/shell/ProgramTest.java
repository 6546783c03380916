package io.elanus.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.shell.fixture.ProcessRun;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

  @Test
  void aMissingScriptIsReported() {
    assertEquals(1, run("-f", "nowhere.elanus"));
    assertTrue(err.toString().contains("cannot read script nowhere.elanus"), err.toString());
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
