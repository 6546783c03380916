package io.elanus.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The direction of dependencies, where the modules do not hold it already. */
class ArchitectureTest {
  private static JavaClasses all;

  /** Wherever the build puts classes, it puts those of tests into a folder of this name. */
  static final ImportOption ONLY_MAIN = location -> !location.contains("/test-classes/");

  @BeforeAll
  static void importAll() {
    all = new ClassFileImporter().withImportOption(ONLY_MAIN).importPackages("io.elanus");
    assertTrue(all.size() > 100, "only " + all.size() + " classes were found");
  }

  @Test
  void packagesFormNoCycles() {
    slices().matching("io.elanus.(**)").should().beFreeOfCycles().check(all);
  }

  @Test
  void aSimpleNameMeansOneThing() {
    Map<String, List<String>> byName =
        all.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .collect(
                Collectors.groupingBy(
                    JavaClass::getSimpleName,
                    Collectors.mapping(JavaClass::getName, Collectors.toList())));
    byName.values().removeIf(names -> names.size() == 1);
    assertEquals(Map.of(), byName);
  }

  @Test
  void onlyKernelsUseTheVectorApi() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.elanus.kernels..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator..")
        .check(all);
  }

  @Test
  void onlyTheStoreUsesSql() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.elanus.store..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "org.sqlite..")
        .check(all);
  }

  @Test
  void eachPartDependsOnWhatLiesBelowItAlone() {
    Map<String, String[]> below =
        Map.of(
            "base",
            new String[] {},
            "api",
            new String[] {"base"},
            "kernels",
            new String[] {"base"},
            "index",
            new String[] {"base", "api", "kernels"},
            "store",
            new String[] {"base"},
            "core",
            new String[] {"base", "api", "index", "store"},
            "formats",
            new String[] {"base", "api"},
            "prompts",
            new String[] {"base"});
    below.forEach(
        (part, parts) -> {
          String[] allowed = new String[parts.length + 1];
          for (int i = 0; i < parts.length; i++) {
            allowed[i] = "io.elanus." + parts[i] + "..";
          }
          allowed[parts.length] = "io.elanus." + part + "..";
          noClasses()
              .that()
              .resideInAPackage("io.elanus." + part + "..")
              .should()
              .dependOnClassesThat(
                  resideInAPackage("io.elanus..").and(not(resideInAnyPackage(allowed))))
              .check(all);
        });
  }

  /** So that a client of a server carries nothing else but annotations. */
  @Test
  void theApiNeedsTheJdkAlone() {
    classes()
        .that()
        .resideInAnyPackage("io.elanus.api..", "io.elanus.base..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.elanus.api..", "io.elanus.base..", "java..", "org.jspecify..")
        .check(all);
  }

  /** Each library has one part that knows it, so that another can take its place. */
  @Test
  void librariesAreUsedInOnePlace() {
    Map<String, String> users =
        Map.of(
            "io.github.jbellis..", "io.elanus.index.diskann",
            "picocli..", "io.elanus.shell..",
            "org.jline..", "io.elanus.[shell|prompts]..");
    users.forEach(
        (library, user) ->
            noClasses()
                .that()
                .resideOutsideOfPackages(user, "io.elanus.bench..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(all));
  }
}
