package io.elanus.shell.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.CollectionRef;
import io.elanus.api.IndexInfo;
import io.elanus.core.EmbeddedEngine;
import io.elanus.core.EngineOptions;
import io.elanus.prompts.TypedTerminal;
import io.elanus.shell.command.Commands;
import io.elanus.shell.fixture.TestShell;
import io.elanus.shell.session.FixedScreen;
import io.elanus.shell.session.Session;
import io.elanus.shell.session.SessionBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Attributes;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ReplTest {
  private static final String CTRL_C = "\u0003";
  private static final String CTRL_D = "\u0004";
  private static final String PASTE = "\u001b[200~%s\u001b[201~";

  @TempDir Path folder;
  private TestShell shell;
  private FutureTask<Integer> running;

  @BeforeEach
  void make() {
    shell = new TestShell(folder);
  }

  /** Starts the shell at a terminal and waits for the first prompt. */
  private TypedTerminal start(String type, boolean color) throws Exception {
    TypedTerminal person = new TypedTerminal(type, 100);
    SessionBuilder parts =
        shell
            .parts(person.terminal().writer(), person.terminal().writer(), color)
            .screen(new FixedScreen(true, true, true, 100));
    running =
        new FutureTask<>(
            () -> {
              try (Session process = parts.build()) {
                return Repl.run(person::terminal, parts, process, Commands.tree());
              }
            });
    Thread.ofPlatform().daemon().start(running);
    person.await("Ctrl-D leaves.");
    person.await("elanus> ");
    return person;
  }

  private int leave(TypedTerminal person) throws Exception {
    person.type(CTRL_D);
    return running.get(60, TimeUnit.SECONDS);
  }

  private List<IndexInfo> indexes(String collection) {
    try (EmbeddedEngine engine = EmbeddedEngine.open(EngineOptions.at(shell.data()))) {
      return engine.indexes().list(CollectionRef.of(collection));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"xterm-256color", "dumb"})
  void theDialogOfThePageBuildsItsIndex(String terminal) throws Exception {
    shell.fill();
    try (TypedTerminal person = start(terminal, true)) {
      person.type("create index\r");
      person.answer("Collection name: ", "book\r");
      person.answer("The name of the field to create an index for", "book_intro\r");
      person.answer("Index type [IVF_FLAT]: ", "IVF_FLAT\r");
      person.answer("Index metric type [L2]: ", "L2\r");
      person.answer("Index params nlist", "1024\r");
      person.answer("Timeout []: ", "\r");
      person.await("same as: create index -c book -f book_intro -t IVF_FLAT -m L2 -p nlist:1024");
      person.await("elanus> ");
      assertEquals(0, leave(person));
    }
    IndexInfo index = indexes("book").getFirst();
    assertEquals("book_intro", index.field());
    assertEquals(Map.of("nlist", 1024), index.parameters());
  }

  @Test
  void answersTypedAheadAreTakenInOrder() throws Exception {
    shell.fill();
    try (TypedTerminal person = start("xterm", true)) {
      person.type("create index\rbook\rbook_intro\rIVF_FLAT\rL2\r1024\r\r");
      person.await("same as: create index -c book -f book_intro -t IVF_FLAT -m L2 -p nlist:1024");
      person.await("elanus> ");
      leave(person);
    }
    assertEquals(1, indexes("book").size());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void ctrlCLeavesADialogWithNothingDone(int after) throws Exception {
    shell.fill();
    String[] prompts = {
      "Collection name: ",
      "to create an index for",
      "Index type",
      "Index metric type",
      "nlist (",
      "Timeout []: "
    };
    String[] answers = {"words", "vector", "IVF_FLAT", "L2", "16"};
    try (TypedTerminal person = start("xterm", true)) {
      person.type("create index\r");
      for (int i = 0; i < after; i++) {
        person.answer(prompts[i], answers[i] + "\r");
      }
      person.answer(prompts[after], CTRL_C);
      person.await("left the dialog, nothing was done");
      person.await("elanus> ");
      leave(person);
    }
    assertEquals(List.of(), indexes("words"));
  }

  @Test
  void ctrlCClearsTheLineAndCtrlDLeaves() throws Exception {
    try (TypedTerminal person = start("xterm", true)) {
      person.type("delete collection" + CTRL_C);
      person.answer("elanus> ", "show output\r");
      person.await("table");
      person.await("elanus> ");
      assertEquals(0, leave(person));
    }
  }

  @Test
  void exitLeaves() throws Exception {
    try (TypedTerminal person = start("xterm", true)) {
      person.type("exit\r");
      assertEquals(0, running.get(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void thePromptNamesTheCollectionInUse() throws Exception {
    shell.fill();
    try (TypedTerminal person = start("xterm", true)) {
      person.type("use words\r");
      person.answer("elanus:words> ", "delete collection -c words --yes\r");
      person.await("elanus> ");
      leave(person);
    }
  }

  @Test
  void anOpenBracketAsksForAnotherLine() throws Exception {
    shell.fill();
    try (TypedTerminal person = start("xterm", true)) {
      person.type("insert row -c book {\"book_id\": 7,\r");
      person.type("\"word_count\": 1, \"book_intro\": [1, 2]}\r");
      person.await("inserted 1 row");
      person.type("show \\\routput; version\r");
      person.await("table");
      person.await("elanus 0.1.0");
      leave(person);
    }
  }

  @Test
  void pastedLinesRunOneAfterTheOther() throws Exception {
    try (TypedTerminal person = start("xterm", true)) {
      person.type(PASTE.formatted("set output json # for programs\rshow output\r"));
      person.type("\r");
      person.await("\"output\": \"json\"");
      person.await("\"output\": \"json\"");
      leave(person);
    }
  }

  @Test
  void tabCompletesNamesOfTheMoment() throws Exception {
    shell.fill();
    try (TypedTerminal person = start("xterm", true)) {
      person.type("us\tw\t\r");
      person.answer("elanus:words> ", "get w1 -o ra\t\r");
      person.await("rank");
      person.await("----");
      leave(person);
    }
  }

  /** Each start of a name, in any quotes or none, leads to the same file by two Tabs. */
  @ParameterizedTest
  @ValueSource(strings = {"my", "'my", "\"my", "my\\ d", "'my d", "'my dir/", "\"my dir/it"})
  void tabCompletesAFileWithAQuoteBehindAFolderWithABlank(String typed) throws Exception {
    Path rows = folder.resolve("my dir/it's \"rows\".jsonl");
    Files.createDirectory(rows.getParent());
    Files.writeString(rows, "{\"id\": 1, \"v\": [1, 2]}\n");
    try (TypedTerminal person = start("xterm", true)) {
      person.type("create collection -c made --from " + typed + "\t\t\r");
      person.await("inserted 1 row");
      leave(person);
    }
  }

  @Test
  void linesAreRememberedInAFile() throws Exception {
    try (TypedTerminal person = start("xterm", true)) {
      person.type("version\r");
      person.await("elanus 0.1.0");
      person.await("elanus> ");
      leave(person);
    }
    Path file = folder.resolve(".local/state/elanus/history");
    assertEquals("version\n", Files.readString(file));
    try (TypedTerminal person = start("xterm", true)) {
      person.type("\u001bOA\r");
      person.await("elanus 0.1.0");
      leave(person);
    }
  }

  @Test
  void anErrorIsToldAndTheShellGoesOn() throws Exception {
    try (TypedTerminal person = start("xterm", true)) {
      person.type("lod words\r");
      person.await("error: unknown command lod");
      person.await("hint: did you mean load?");
      person.answer("elanus> ", "version\r");
      person.await("elanus 0.1.0");
      leave(person);
    }
  }

  @Test
  void withoutColorNothingIsStyled() throws Exception {
    try (TypedTerminal person = start("xterm-256color", false)) {
      person.type("crate 'x'\r");
      person.await("error: ");
      person.await("elanus> ");
      leave(person);
      assertFalse(person.raw().matches("(?s).*\u001b\\[[0-9;]*[1-9][0-9;]*m.*"), person.raw());
    }
  }

  @Test
  void theTerminalIsGivenBackAsItWas() throws Exception {
    try (TypedTerminal person = new TypedTerminal("xterm", 80)) {
      Attributes before = person.terminal().getAttributes();
      try (QuietTerminal _ = new QuietTerminal(person.terminal())) {
        Attributes quiet = person.terminal().getAttributes();
        assertFalse(quiet.getLocalFlag(Attributes.LocalFlag.ECHO));
        assertTrue(quiet.getLocalFlag(Attributes.LocalFlag.ISIG));
      }
      assertEquals(before.toString(), person.terminal().getAttributes().toString());
    }
  }

  @Test
  void aWideCharacterAtTheMarginIsShownOnce() throws Exception {
    try (TypedTerminal person = start("xterm-256color", true)) {
      String filled = "x".repeat(100 - "elanus> ".length() - 2) + "日";
      person.type(filled + "本\r");
      leave(person);
      ScreenTerminal screen = new ScreenTerminal(100, 24);
      screen.write(person.raw());
      assertTrue(screen.toString().contains(filled + "\n本 "), screen.toString());
    }
  }
}
