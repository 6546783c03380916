package io.elanus.shell.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.core.EngineOptions;
import io.elanus.shell.command.Commands;
import io.elanus.shell.dialog.RefusingDialogs;
import io.elanus.shell.fixture.TestShell;
import io.elanus.shell.output.OutputFormat;
import io.elanus.shell.run.LineExecutor;
import io.elanus.shell.session.DataPlace;
import io.elanus.shell.session.ProgressMode;
import io.elanus.shell.session.Session;
import io.elanus.shell.session.Settings;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobFollowerTest {
  @TempDir Path folder;
  private final StringWriter err = new StringWriter();

  private int run(String lines) {
    TestShell shell = new TestShell(folder);
    Settings settings =
        new Settings(
            shell.data(),
            DataPlace.NAMED,
            OutputFormat.TABLE,
            ProgressMode.JSON,
            1,
            0,
            EngineOptions.DEFAULT_SEED,
            false,
            false,
            false);
    try (Session session = shell.parts(new StringWriter(), err, false).settings(settings).build()) {
      return new LineExecutor(session, Commands.tree(), new RefusingDialogs()).execute(lines);
    }
  }

  /** What takes long says how far it is, whichever command it is of. */
  @Test
  void compactionsAndLoadsShowTheirProgress() {
    new TestShell(folder).fill();
    String delete = "delete entities -c book --ids 2 --yes; ";
    assertEquals(0, run(delete + "compact -c book; load -c book"), err.toString());
    for (String task : new String[] {"compact book", "load book"}) {
      String end = "\"task\": \"%s\", \"state\": \"finished\"".formatted(task);
      String line = err.toString().lines().filter(l -> l.contains(end)).findFirst().orElse("");
      assertTrue(line.contains("\"fraction\": 1"), err.toString());
      assertTrue(line.contains("\"done\": 2, \"total\": 2"), err.toString());
    }
  }
}
