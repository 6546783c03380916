package io.elanus.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.base.ElanusException;
import io.elanus.prompts.PathNames;
import io.elanus.prompts.ScriptedAsker;
import io.elanus.shell.complete.Completion;
import io.elanus.shell.complete.Completions;
import io.elanus.shell.complete.Grammar;
import io.elanus.shell.complete.Names;
import io.elanus.shell.dialog.AskingDialogs;
import io.elanus.shell.dialog.RefusingDialogs;
import io.elanus.shell.fixture.TestShell;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.CommandTree;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.grammar.Invocation;
import io.elanus.shell.grammar.Takes;
import io.elanus.shell.grammar.Takes.Asked;
import io.elanus.shell.grammar.ValueKind;
import io.elanus.shell.output.Answer;
import io.elanus.shell.run.LineExecutor;
import io.elanus.shell.session.Session;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Option;

/** One class is all that a new command needs. */
class NewCommandTest {
  /** A command as one would be added. */
  static final class CountRows extends InCollection {
    static final CommandEntry ENTRY =
        CommandEntry.of("count rows", "Count the rows of a collection.", CountRows::new)
            .examples("count rows -c words");

    @Takes(value = ValueKind.OUTPUT_FORMAT, asked = Asked.REQUIRED)
    @Option(
        names = {"-s", "--style"},
        paramLabel = "STYLE",
        description = "How it is written.")
    String style;

    @Takes(value = ValueKind.FREE, asked = Asked.REQUIRED)
    @Option(
        names = {"-n", "--note"},
        paramLabel = "TEXT",
        description = "What stands before it.")
    String note;

    @Override
    public Answer run(Context context) {
      long rows = describe(context).rows();
      return new Answer.Text(note + style + " " + rows + "\n", Answer.object("rows", rows));
    }
  }

  private static final CommandTree TREE =
      new CommandTree(List.of(CountRows.ENTRY, ShowHelp.ENTRY, UseCollection.ENTRY));

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private Session session() {
    TestShell shell = new TestShell(folder);
    shell.fill();
    return shell.parts(out, err, false).build();
  }

  private int run(String lines) {
    try (Session session = session()) {
      return new LineExecutor(session, TREE, new RefusingDialogs()).execute(lines);
    }
  }

  @Test
  void itRunsOnTheCollectionNamedOrInUse() {
    assertEquals(0, run("count rows -c book -n a -s csv; use words; count rows --style=json -n b"));
    assertEquals("acsv 3\nbjson 2000\n", out.toString());
  }

  @Test
  void whatIsMissingIsNamed() {
    assertEquals(2, run("count rows -s json"));
    assertEquals(
        "error: missing --collection-name (-c)\n"
            + "hint: or choose one for the commands that follow: use COLLECTION\n",
        err.toString());
  }

  @Test
  void aDialogAsksAndShowsTheLineThatSaysTheSame() {
    try (Session session = session()) {
      Invocation given = Invocation.parse(CountRows.ENTRY, List.of());
      new AskingDialogs(session, new ScriptedAsker(List.of("boo", "j", "so many"))).complete(given);
      assertEquals("same as: count rows -c book -s json -n 'so many'\n", err.toString());
      assertEquals("book", ((CountRows) given.command()).collection);
    }
  }

  @Test
  void completionKnowsItsWordsFlagsAndValues() {
    Completions completions =
        new Completions(new Grammar(TREE), Names.none(), new PathNames(folder, folder));
    assertEquals(List.of("rows"), at(completions, "count "));
    assertEquals(List.of("--style"), at(completions, "count rows --s"));
    assertEquals(List.of("table", "json", "csv"), at(completions, "count rows -s "));
  }

  private static List<String> at(Completions completions, String line) {
    return completions.at(line, line.length()).stream().map(Completion::value).toList();
  }

  @Test
  void helpExplainsIt() {
    assertEquals(0, run("help count rows"));
    assertTrue(out.toString().startsWith("Usage: count rows [FLAGS]\nCount the rows"));
    assertTrue(out.toString().contains("  -s, --style STYLE     How it is written.\n"));
    assertTrue(out.toString().contains("Examples:\n  count rows -c words\n"));
  }

  @Test
  void itsMisspelledNameIsHinted() {
    ElanusException unknown =
        assertThrows(ElanusException.class, () -> TREE.match(List.of("count", "row")));
    assertEquals("did you mean count rows?", unknown.hint().orElseThrow());
  }
}
