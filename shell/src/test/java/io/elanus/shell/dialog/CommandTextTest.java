package io.elanus.shell.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.elanus.api.DuplicateKeys;
import io.elanus.shell.command.Command;
import io.elanus.shell.command.CommandTree;
import io.elanus.shell.input.CollectionInput;
import io.elanus.shell.input.IndexInput;
import io.elanus.shell.input.Input;
import io.elanus.shell.input.RowInput;
import io.elanus.shell.input.SearchInput;
import io.elanus.shell.input.SessionInput;
import io.elanus.shell.run.Statement;
import io.elanus.shell.run.Statements;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every input must come back from the command line that is shown for it. */
class CommandTextTest {
  static List<Input> inputs() {
    return List.of(
        new CollectionInput.Create(
            "film",
            List.of("id:INT64", "title:VARCHAR:20:its name, \"quoted\"", "v:FLOAT_VECTOR:2"),
            "id",
            true,
            "it's a film",
            null,
            null,
            Map.of()),
        new CollectionInput.Create(
            "film", null, null, false, null, null, Path.of("a b.csv"), Map.of("x", "y")),
        new CollectionInput.Delete("film", true),
        new CollectionInput.Delete("film", null),
        new CollectionInput.Show("film"),
        new CollectionInput.Load("film"),
        new CollectionInput.Release("film"),
        new CollectionInput.Flush("film", 5.0),
        new CollectionInput.ListAll(),
        new IndexInput.Create(
            "film",
            "v",
            "by_v",
            "IVF_PQ",
            "IP",
            Map.of("m", "8", "nlist", "128"),
            "milvus",
            2.5,
            true),
        new IndexInput.ListAll("film"),
        new IndexInput.Show("film", "by_v"),
        new IndexInput.Progress("film", null),
        new IndexInput.Await("film", "by_v", 10.0),
        new IndexInput.Delete("film", "by_v", true),
        new RowInput.InsertFile(
            "film", Path.of("it's.csv"), Map.of("a", "b", "c=d", ""), DuplicateKeys.SKIP, 2.5),
        new RowInput.InsertRow(
            "film", "{\"id\": 1, \"title\": \"it's; #1\"}", DuplicateKeys.REPLACE),
        new RowInput.Get("film", List.of("1", "-2", "a b"), List.of("id", "v")),
        new RowInput.Query("film", null, "id in [1, 2]", null, 5),
        new RowInput.DeleteEntities("film", List.of("1", "2"), null, true),
        new SearchInput(
            "film",
            "v",
            "[0.5, -1]",
            null,
            null,
            3,
            1,
            "L2",
            Map.of("nprobe", "4"),
            "fitted",
            List.of("*")),
        new SearchInput("film", "v", null, null, "it's \"x\"\\", 3, null, null, null, null, null),
        new SessionInput.Use("film"),
        new SessionInput.SetOutput("json"));
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void theLineSaysTheSame(Input input) {
    List<Statement> statements = Statements.parse(CommandText.of(input), 1);
    assertEquals(1, statements.size());
    CommandTree.Match match = new CommandTree().match(statements.getFirst().words());
    CommandLine parser = CommandTree.parser(match.entry());
    parser.parseArgs(match.arguments().toArray(new String[0]));
    assertEquals(input, ((Command) parser.getCommand()).input());
  }
}
