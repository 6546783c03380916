package io.elanus.shell.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.elanus.api.CollectionRef;
import io.elanus.api.JobState;
import io.elanus.core.EmbeddedEngine;
import io.elanus.core.EngineDependencies;
import io.elanus.core.EngineOptions;
import io.elanus.core.UnfinishedBuild;
import io.elanus.prompts.TypedTerminal;
import io.elanus.shell.command.Commands;
import io.elanus.shell.fixture.TestShell;
import io.elanus.shell.session.FixedScreen;
import io.elanus.shell.session.Session;
import io.elanus.shell.session.SessionBuilder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Leaving the shell while a build runs that never ends of itself. */
@Timeout(120)
class LeavingBuildsTest {
  private static final String CTRL_C = "\u0003";
  private static final String CTRL_D = "\u0004";
  private static final String QUESTION = "Leave (y/n) [no]: ";

  @TempDir Path folder;
  private TestShell shell;
  private FutureTask<Integer> running;

  @BeforeEach
  void fill() {
    shell = new TestShell(folder);
    shell.fill();
  }

  private TypedTerminal startBuilding() throws Exception {
    TypedTerminal person = new TypedTerminal("xterm", 100);
    SessionBuilder parts =
        shell
            .parts(person.terminal().writer(), person.terminal().writer(), false)
            .opener(LeavingBuildsTest::open)
            .screen(new FixedScreen(true, true, true, 100));
    running =
        new FutureTask<>(
            () -> {
              try (Session process = parts.build()) {
                return Repl.run(person::terminal, parts, process, Commands.tree());
              }
            });
    Thread.ofPlatform().daemon().start(running);
    person.answer("elanus> ", "create index -c words -f vector -t FLAT -m L2 --async\r");
    person.await("started index vector");
    person.await("elanus> ");
    return person;
  }

  private static EmbeddedEngine open(EngineOptions options) {
    EngineDependencies standard = EngineDependencies.standard();
    return EmbeddedEngine.open(
        options,
        new EngineDependencies(
            standard.volume(), _ -> Optional.of(UnfinishedBuild.endless()), standard.clock()));
  }

  private void assertLeft() throws Exception {
    assertEquals(0, running.get(60, TimeUnit.SECONDS));
    try (EmbeddedEngine engine = open(EngineOptions.at(shell.data()))) {
      // Not cancelled: the next start takes it up.
      assertEquals(
          JobState.PENDING,
          engine.indexes().describe(CollectionRef.of("words"), null).progress().state());
    }
  }

  @Test
  void ctrlDAndExitAskAndNoStays() throws Exception {
    try (TypedTerminal person = startBuilding()) {
      person.type(CTRL_D);
      person.await("index vector of words is being built. It is cut short now, and taken up again");
      person.answer(QUESTION, "\r");
      person.answer("elanus> ", "exit\r");
      person.answer(QUESTION, CTRL_C);
      person.answer("elanus> ", "version\r");
      person.await("elanus 0.1.0");
      person.answer("elanus> ", "exit\r");
      person.answer(QUESTION, "y\r");
      assertLeft();
    }
  }

  @Test
  void ctrlDTwiceLeaves() throws Exception {
    try (TypedTerminal person = startBuilding()) {
      person.type(CTRL_D);
      person.answer(QUESTION, CTRL_D);
      assertLeft();
    }
  }
}
