package io.elanus.shell.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.shell.command.Commands;
import io.elanus.shell.dialog.RefusingDialogs;
import io.elanus.shell.fixture.TestShell;
import io.elanus.shell.run.LineExecutor;
import io.elanus.shell.session.Interrupts;
import io.elanus.shell.session.Session;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {
  private static final Interrupts NONE = action -> () -> {};
  private static final Interrupts AT_ONCE =
      action -> {
        action.run();
        return () -> {};
      };

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Interrupts interrupts, String lines) {
    try (Session session =
        new TestShell(folder).parts(out, err, false).interrupts(interrupts).build()) {
      return new LineExecutor(session, Commands.tree(), new RefusingDialogs()).execute(lines);
    }
  }

  @Test
  void fieldsAndRowsComeFromTheFile() throws IOException {
    Files.writeString(folder.resolve("w.csv"), "word,v\na,\"[1, 2]\"\nb,\"[3, 4]\"\n");
    assertEquals(0, run(NONE, "create collection -c w --from w.csv -p word; query -c w -l 9"));
    assertEquals("word  v\n----  ----------\na     [1.0, 2.0]\nb     [3.0, 4.0]\n", out.toString());
  }

  @Test
  void aBadRowIsNamedAndNothingIsHalfInserted() throws IOException {
    Files.writeString(folder.resolve("w.csv"), "word,v\na,\"[1, 2]\"\nb,\"[3]\"\n");
    String create = "create collection -c w -f word:VARCHAR:9 -f v:FLOAT_VECTOR:2 -p word;";
    assertEquals(1, run(NONE, create + "insert file -c w w.csv"));
    assertTrue(err.toString().contains("w.csv:3: "), err.toString());
    assertTrue(err.toString().endsWith("hint: nothing was inserted\n"), err.toString());
    assertEquals(0, run(NONE, "query -c w -l 9 --output json"));
    assertEquals("[]\n", out.toString());
  }

  @Test
  void anImportThatWasCutShortIsRepeated() throws IOException {
    String create = "create collection -c w -f word:VARCHAR:9 -f v:FLOAT_VECTOR:1 -p word;";
    Files.writeString(folder.resolve("part.csv"), "word,v\na,[1]\nb,[2]\n");
    Files.writeString(folder.resolve("w.csv"), "word,v\na,[10]\nb,[20]\nc,[30]\n");
    assertEquals(0, run(NONE, create + "insert file -c w part.csv"));
    assertEquals(1, run(NONE, "insert file -c w w.csv"));
    assertTrue(err.toString().contains("hint: w has 2 rows; --on-duplicate skip"), err.toString());
    out.getBuffer().setLength(0);
    assertEquals(
        0, run(NONE, "insert file -c w --on-duplicate skip w.csv; query -c w -l 9 --output json"));
    assertEquals(
        "[{\"word\": \"a\", \"v\": [1.0]}, {\"word\": \"b\", \"v\": [2.0]}, {\"word\": \"c\","
            + " \"v\": [30.0]}]\n",
        out.toString());
    assertTrue(
        err.toString().contains("inserted 1 row into w, skipped 2 rows whose keys were there"));
    out.getBuffer().setLength(0);
    String row = "insert row -c w {\"word\": \"b\", \"v\": [7]}";
    assertEquals(1, run(NONE, row));
    assertEquals(
        0,
        run(
            NONE,
            row
                + " --on-duplicate replace --output json; insert file -c w --on-duplicate REPLACE"
                + " w.csv; query -c w -l 9 --output json"));
    assertEquals(
        "{\"collection\": \"w\", \"inserted\": 1, \"replaced\": 1}\n"
            + "[{\"word\": \"a\", \"v\": [10.0]}, {\"word\": \"b\", \"v\": [20.0]}, {\"word\":"
            + " \"c\", \"v\": [30.0]}]\n",
        out.toString());
    assertTrue(err.toString().contains("inserted 3 rows into w, which replaced 3 rows\n"));
    assertEquals(2, run(NONE, "insert file -c w --on-duplicate skp w.csv"));
    assertTrue(err.toString().endsWith("hint: did you mean skip?\n"), err.toString());
  }

  @Test
  void aCollectionWhoseImportWasKilledSaysHowToGoOn() throws IOException {
    Files.writeString(folder.resolve("w.csv"), "word,v\na,\"[1, 2]\"\nb,\"[3, 4]\"\n");
    assertEquals(
        0, run(NONE, "create collection -c w -f word:VARCHAR:9 -f v:FLOAT_VECTOR:2 -p word"));
    assertEquals(1, run(NONE, "create collection -c w --from w.csv"));
    assertTrue(
        err.toString().endsWith("insert file -c w --on-duplicate skip w.csv\n"), err.toString());
  }

  @Test
  void fieldsBesideAFileAreTakenAsGiven() throws IOException {
    Files.writeString(folder.resolve("np.csv"), "text,vec,n\na,\"[ 0.1 -0.2\n  0.3]\",7\n");
    assertEquals(
        0,
        run(
            NONE,
            "create collection -c w --from np.csv -f vec:FLOAT_VECTOR:3 -f n:FLOAT;"
                + "query -c w -l 1 --output json"),
        err.toString());
    assertEquals("[{\"text\": \"a\", \"vec\": [0.1, -0.2, 0.3], \"n\": 7.0}]\n", out.toString());
  }

  @Test
  void aWholeNumberThatDoesNotFitIsToldTheRange() throws IOException {
    Files.writeString(folder.resolve("w.csv"), "id,v\n1,[1]\n");
    assertEquals(0, run(NONE, "create collection -c w --from w.csv"));
    err.getBuffer().setLength(0);
    assertEquals(1, run(NONE, "get -c w --ids 9223372036854775808"));
    assertTrue(
        err.toString()
            .contains("must be a whole number in [-9223372036854775808, 9223372036854775807]"),
        err.toString());
    assertEquals(2, run(NONE, "query -c w -l 9223372036854775808"));
    assertTrue(err.toString().contains("must be in [-2147483648, 2147483647]"), err.toString());
  }

  @Test
  void hintsToLeaveAColumnOutWork() throws IOException {
    Files.writeString(folder.resolve("w.csv"), "word,a=b c,v\na,x,[1]\n");
    String create = "create collection -c w -f word:VARCHAR:9 -f v:FLOAT_VECTOR:1 -p word;";
    assertEquals(1, run(NONE, create + "insert file -c w w.csv"));
    assertTrue(err.toString().contains("hint: leave it out: --map 'a=b c='\n"), err.toString());
    assertEquals(0, run(NONE, "insert file -c w w.csv --map 'a=b c='"), err.toString());
    err.getBuffer().setLength(0);
    assertEquals(1, run(NONE, "insert row -c w {\"word\": \"b\", \"v\": [1], \"meta\": 1}"));
    assertTrue(err.toString().endsWith("hint: leave it out\n"), err.toString());
  }

  @Test
  void semicolonsAsSpreadsheetsWriteThemAreRead() throws IOException {
    Files.writeString(folder.resolve("w.csv"), "word;v\na;[1, 2]\n");
    assertEquals(0, run(NONE, "create collection -c w --from w.csv -p word; query -c w -l 9"));
    assertEquals("word  v\n----  ----------\na     [1.0, 2.0]\n", out.toString());
  }

  @Test
  void partitionsAreRefusedAndATimeoutIsHeeded() throws IOException {
    Files.writeString(folder.resolve("w.csv"), "word,v\na,\"[1, 2]\"\n");
    String create = "create collection -c w -f word:VARCHAR:9 -f v:FLOAT_VECTOR:2 -p word;";
    assertEquals(0, run(NONE, create + "insert file -c w -t 100 w.csv; flush -c w -t 100"));
    assertEquals(1, run(NONE, "insert file -c w -p other w.csv"));
    assertTrue(err.toString().contains("partitions are not available yet"), err.toString());
    err.getBuffer().setLength(0);
    assertEquals(1, run(NONE, "insert file -c w -t 0 w.csv"));
    assertTrue(err.toString().contains("timeout must be more than 0 seconds"), err.toString());
  }

  @Test
  void anInterruptEndsTheImportAndLeavesNoNewCollection() throws IOException {
    Files.writeString(folder.resolve("w.csv"), "word,v\na,\"[1, 2]\"\n");
    assertEquals(130, run(AT_ONCE, "create collection -c w --from w.csv -p word"));
    assertEquals("cancelled\nhint: collection w was not created\n", err.toString());
    assertEquals(0, run(NONE, "list collections --output json"));
    assertEquals("[]\n", out.toString());
  }
}
