package io.elanus.shell.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.index.IndexTypes;
import io.elanus.api.index.Parameter;
import io.elanus.shell.command.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentsTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Map<String, String> DOCUMENTS = Documents.all(Commands.tree());

  static List<String> names() {
    return List.copyOf(DOCUMENTS.keySet());
  }

  @ParameterizedTest
  @MethodSource("names")
  void theCommittedFileIsWhatWouldBeWritten(String name) throws Exception {
    assertEquals(
        DOCUMENTS.get(name),
        Files.readString(ROOT.resolve(name)),
        name + " is stale: run scripts/generate-docs");
  }

  @Test
  void theManualNamesEveryCommandFlagTypeAndParameter() {
    String manual = DOCUMENTS.get("man/elanus.1").replace("\\-", "-");
    for (DocumentedCommand command : DocumentedCommand.all(Commands.tree())) {
      assertTrue(manual.contains("\n.SS " + command.name()), command.name());
      for (Flag flag : command.flags()) {
        assertTrue(manual.contains(String.join(", ", flag.names())), flag.toString());
      }
    }
    IndexTypes.all()
        .forEach(
            spec -> {
              assertTrue(manual.contains("\n.SS " + spec.name() + "\n"), spec.name());
              for (Parameter parameter : spec.parameters()) {
                assertTrue(manual.contains(parameter.sentence()), parameter.name());
              }
            });
  }

  @Test
  void zshAndFishOfferWhatFitsTheIndexType() {
    String zsh = DOCUMENTS.get("completions/_elanus");
    assertTrue(zsh.contains("    IVF_PQ) words_of_type=(nlist: m: nbits:) ;;\n"), zsh);
    String fish = DOCUMENTS.get("completions/elanus.fish");
    assertTrue(fish.contains("    case IVF_PQ\n      printf '%s\\n' nlist: m: nbits:\n"), fish);
  }

  /** zsh takes a value behind the equals sign only for names that are written with one. */
  @Test
  void zshTakesValuesBehindAnEqualsSign() {
    String zsh = DOCUMENTS.get("completions/_elanus");
    assertTrue(zsh.contains("'(--output)'--output='["), zsh);
    assertTrue(zsh.contains("--index-type=}'["), zsh);
  }

  @Test
  void noLineOfTheManualIsTakenForAnUnknownMacro() {
    List<String> macros = List.of(".TH", ".SH", ".SS", ".TP", ".PP", ".B", ".nf", ".fi", ".\\\"");
    DOCUMENTS
        .get("man/elanus.1")
        .lines()
        .filter(line -> line.startsWith(".") || line.startsWith("'"))
        .forEach(line -> assertTrue(macros.contains(line.split(" ")[0]), line));
  }
}
