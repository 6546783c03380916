package io.elanus.shell.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.index.IndexTypes;
import io.elanus.api.index.Parameter;
import io.elanus.base.ElanusException;
import io.elanus.shell.command.Commands;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.CommandTree;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTextsTest {
  private static final CommandTree TREE = Commands.tree();

  private static String help(int columns, String words) {
    return new HelpTexts(TREE, () -> columns)
        .of(words.isEmpty() ? List.of() : List.of(words.split(" ")));
  }

  private static List<String> everything() {
    List<String> all = new ArrayList<>(List.of("", "create", "show"));
    TREE.entries().forEach(entry -> all.add(entry.name()));
    all.addAll(HelpTexts.topics());
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 100, 200})
  void noLineIsWiderThanTheTerminal(int columns) {
    for (String words : everything()) {
      for (String line : help(columns, words).lines().toList()) {
        assertTrue(line.length() < columns, "help " + words + ": " + line);
      }
    }
  }

  @Test
  void createIndexNamesTypesMetricsAndParametersWithRangeAndDefault() {
    String help = help(200, "create index");
    IndexTypes.all().stream()
        .filter(spec -> spec.available())
        .forEach(
            spec -> {
              assertTrue(help.contains("\n  " + spec.name() + " "), spec.name());
              spec.metrics().forEach(metric -> assertTrue(help.contains(metric.name())));
              for (Parameter parameter : spec.buildParameters()) {
                assertTrue(help.contains(parameter.name() + ": "), parameter.name());
                assertTrue(help.contains(parameter.range()), parameter.name());
              }
            });
    assertTrue(help.contains("nlist: [1, 65536]; default 4 x the square root of the rows"), help);
    assertTrue(help.contains("-t IVF_FLAT -m L2 -p nlist:1024"), help);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HNSW|efConstruction",
        "hnsw|Walks a graph",
        "cosine|cosine of the angle",
        "nlist|IVF_FLAT, IVF_SQ8",
        "M|HNSW",
        "m|IVF_PQ",
        "radius|Far bound",
        "load|Usage: load collection",
        "quit|Usage: exit",
        "delete ids|Usage: delete entities",
        "show index|Usage: show index ",
        "?|Usage: help",
      })
  void whatItIsAskedIsExplained(String words, String part) {
    assertTrue(help(80, words).contains(part), help(80, words));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "load partition|help load explains what load takes",
        "use words|help use explains what use takes",
        "HNWS|did you mean help HNSW?",
        "create indx|did you mean help create index?",
        "nothing like it|help lists the commands",
      })
  void whatThereIsNoHelpOnIsToldSo(String words, String hint) {
    ElanusException error = assertThrows(ElanusException.class, () -> help(80, words));
    assertEquals("there is no help on " + words, error.getMessage());
    assertEquals(hint, error.hint().orElseThrow());
  }

  /** So that what a person copies from a page is taken, joined lines too. */
  @ParameterizedTest
  @ValueSource(ints = {60, 200})
  void everyExampleIsACommand(int columns) {
    for (CommandEntry entry : TREE.entries()) {
      for (String example : entry.examples()) {
        String shown = new HelpPage(columns).example(example).toString();
        List<Statement> statements = Statements.parse(shown, 1);
        assertEquals(1, statements.size(), shown);
        assertEquals(
            Statements.parse(example, 1).getFirst().words(), statements.getFirst().words());
        CommandTree.Match match = TREE.match(statements.getFirst().words());
        assertEquals(entry, match.entry(), shown);
        CommandTree.parser(entry).parseArgs(match.arguments().toArray(new String[0]));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "show collections|did you mean list collections?",
        "list output|did you mean show output?",
        "show indexes|did you mean list indexes?",
        "create colection|did you mean create collection?",
      })
  void anUnknownCommandHintsTheNearest(String line, String hint) {
    ElanusException error =
        assertThrows(ElanusException.class, () -> TREE.match(List.of(line.split(" "))));
    assertEquals(hint, error.hint().orElseThrow());
  }

  @Test
  void moreLinesAreAwaitedForACommandOnly() {
    assertTrue(Statements.isIncomplete("search --vector [1,", TREE::isVerb));
    assertTrue(!Statements.isIncomplete("serach --vector [1,", TREE::isVerb));
    assertTrue(!Statements.isIncomplete("version; serach 'a", TREE::isVerb));
    assertTrue(Statements.isIncomplete("serach 1; search --vector [1,", TREE::isVerb));
    assertEquals(
        List.of("serach", "[1,"),
        Statements.parse("serach [1,", 1, TREE::isVerb).getFirst().words());
  }
}
