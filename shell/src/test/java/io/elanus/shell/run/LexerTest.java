package io.elanus.shell.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.base.ElanusException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LexerTest {
  private static List<List<String>> words(String text) {
    return Statements.parse(text, 1).stream().map(Statement::words).toList();
  }

  @Test
  void commandsEndAtSemicolonsAndLines() {
    assertEquals(
        List.of(List.of("use", "words"), List.of("list", "indexes"), List.of("exit")),
        words("use words; list indexes;\n\n;exit"));
  }

  @Test
  void quotesKeepBlanksSemicolonsAndComments() {
    assertEquals(List.of(List.of("a b", "c;d", "#e", "f\"g")), words("'a b' \"c;d\" '#e' f\\\"g"));
    assertEquals(List.of(List.of("a\"b\\c\\d")), words("\"a\\\"b\\\\c\\d\""));
  }

  @Test
  void bracketsNeedNoQuotes() {
    assertEquals(
        List.of(List.of("search", "--vector", "[1, 2; 3]"), List.of("x")),
        words("search --vector [1, 2; 3]; x"));
    assertEquals(
        List.of(List.of("insert", "row", "{\"a\": \"}\", \"b\":\n [1]}")),
        words("insert row {\"a\": \"}\", \"b\":\n [1]}"));
  }

  @Test
  void aBackslashAtTheEndOfALineJoinsTheNext() {
    assertEquals(List.of(List.of("a", "b", "c")), words("a \\\n b\\\r\n c"));
    assertEquals(6, Statements.parse("a \\\nb\nc \\\n\n\nd", 1).get(2).line());
  }

  @Test
  void aCommentReachesToTheEndOfItsLine() {
    assertEquals(List.of(List.of("a", "b#c"), List.of("d")), words("a b#c # e; f 'g\nd"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a 'b", "a \"b\\\"", "search --vector [1, 2", "row {\"a]\"", "a \\", "a \\\n"})
  void anOpenEndAsksForMore(String text) {
    assertTrue(Statements.isIncomplete(text));
    assertThrows(ElanusException.class, () -> Statements.parse(text, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a;", "a # it's", "a # \\", "'a'", "[1] {\"b\":2}", "a \\\nb"})
  void aWholeCommandDoesNot(String text) {
    assertFalse(Statements.isIncomplete(text));
  }

  @Test
  void tokensCoverTheirCharacters() {
    String text = "search  --vector [1, 2] # near";
    assertEquals(
        List.of("search", "--vector", "[1, 2]", "# near"),
        Lexer.tokens(text).stream().map(t -> text.substring(t.start(), t.end())).toList());
  }
}
