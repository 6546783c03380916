package io.elanus.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.elanus.core.EmbeddedEngine;
import io.elanus.core.EngineOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The direction of the shell's packages, and what each of them may know of the engine. */
class ShellArchitectureTest {
  private static final String SHELL = "io.elanus.shell.";

  /** Each package of the shell, with those that it may depend on. */
  private static final Map<String, List<String>> BELOW =
      Map.ofEntries(
          Map.entry("output", List.of()),
          Map.entry("session", List.of("output")),
          Map.entry("progress", List.of("output", "session")),
          Map.entry("action", List.of("output", "progress", "session")),
          Map.entry("grammar", List.of("action", "output", "session")),
          Map.entry("dialog", List.of("action", "grammar", "output", "session")),
          Map.entry("demo", List.of("output", "session")),
          Map.entry("command", List.of("action", "demo", "dialog", "grammar", "output", "session")),
          Map.entry("run", List.of("dialog", "grammar", "output", "session")),
          Map.entry("complete", List.of("dialog", "grammar", "run")),
          Map.entry("docs", List.of("command", "dialog", "grammar", "session")),
          Map.entry("repl", List.of("complete", "dialog", "grammar", "run", "session")));

  private static JavaClasses shell;

  @BeforeAll
  static void importShell() {
    shell =
        new ClassFileImporter()
            .withImportOption(ArchitectureTest.ONLY_MAIN)
            .importPackages("io.elanus.shell");
  }

  @Test
  void eachPackageDependsOnThoseBelowItAlone() {
    Set<String> found =
        shell.stream()
            .map(type -> type.getPackageName())
            .filter(name -> name.startsWith(SHELL))
            .map(name -> name.substring(SHELL.length()))
            .collect(Collectors.toSet());
    assertEquals(BELOW.keySet(), found);
    BELOW.forEach(
        (name, below) -> {
          String[] allowed =
              Stream.concat(Stream.of(name), below.stream())
                  .map(part -> SHELL + part)
                  .toArray(String[]::new);
          noClasses()
              .that()
              .resideInAPackage(SHELL + name)
              .should()
              .dependOnClassesThat(
                  resideInAPackage("io.elanus.shell..").and(not(resideInAnyPackage(allowed))))
              .check(shell);
        });
  }

  /** Commands never know which engine they hold. */
  @Test
  void onlyWhatOpensTheEngineKnowsTheEmbeddedOne() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.elanus.shell", SHELL + "session")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.elanus.core..")
        .check(shell);
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.elanus.core..")
                .and(not(belongToAnyOf(EmbeddedEngine.class, EngineOptions.class))))
        .check(shell);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.elanus.store..", "io.elanus.index..", "io.elanus.kernels..")
        .check(shell);
  }

  /** What is done and how it is shown can be used without a command line and without a terminal. */
  @Test
  void actionsAndAnswersKnowNoCommandLineAndNoTerminal() {
    noClasses()
        .that()
        .resideInAnyPackage(
            SHELL + "output", SHELL + "session", SHELL + "progress", SHELL + "action")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "picocli..", "org.jline.reader..", "org.jline.terminal..", "io.elanus.prompts..")
        .check(shell);
    noClasses()
        .that()
        .resideOutsideOfPackages("io.elanus.shell", SHELL + "repl")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.jline.terminal..")
        .check(shell);
  }
}
