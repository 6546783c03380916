package io.elanus.prompts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class LineEditorTest {
  private static final String START = "\u0001";
  private static final String BACK = "\u0002";
  private static final String DELETE = "\u0004";
  private static final String BACKSPACE = "\u007f";
  private static final int COLUMNS = 12;

  static List<Arguments> lines() {
    return List.of(
        arguments("1234567890abc", "1234567890", "abc"),
        arguments("12345678日本x", "12345678日", "本x"),
        arguments("123456789日本x", "123456789", "日本x"),
        arguments("1234567890日本x", "1234567890", "日本x"),
        arguments("12345678日本x" + START + "0", "012345678", "日本x"),
        arguments("123456789日x" + START + DELETE, "23456789日", "x"),
        arguments("12345678日本x" + BACK.repeat(2) + BACKSPACE + "語", "12345678語", "本x"),
        arguments("12345678😀😁x", "12345678😀", "😁x"),
        arguments("123456789😀x", "123456789", "😀x"),
        arguments("1234567890😀x", "1234567890", "😀x"),
        arguments("1234567890😀x" + BACK + BACKSPACE + "😁", "1234567890", "😁x"),
        arguments("12345678日本" + BACKSPACE.repeat(2) + "90abc", "1234567890", "abc"),
        arguments("1234567890abc" + "日" + BACKSPACE + "d", "1234567890", "abcd"));
  }

  private static Arguments arguments(String keys, String first, String second) {
    return Arguments.of(keys, first, second);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void eachCharacterIsShownOnceAtTheMargin(String keys, String first, String second)
      throws Exception {
    assertEquals(List.of("> " + first, second), rows(written(keys, first + second)));
  }

  @Test
  void aCombiningMarkIsWrittenBehindItsLetterAtTheMargin() throws Exception {
    String line = "123456789e\u0301x";
    // The virtual screen knows no combining marks.
    assertTrue(written(line, line).contains("> 123456789e\u0301"));
  }

  private static String written(String keys, String expected) throws Exception {
    try (TypedTerminal person = new TypedTerminal("xterm-256color", COLUMNS)) {
      LineEditor editor = LineEditor.at(person.terminal(), new HashMap<>());
      FutureTask<String> line = new FutureTask<>(() -> editor.readLine("> "));
      Thread.ofPlatform().daemon().start(line);
      person.answer("> ", keys + "\r");
      assertEquals(expected, line.get(30, TimeUnit.SECONDS));
      return person.raw();
    }
  }

  private static List<String> rows(String written) {
    ScreenTerminal screen = new ScreenTerminal(COLUMNS, 6);
    screen.write(written);
    return screen.toString().lines().map(String::stripTrailing).filter(r -> !r.isEmpty()).toList();
  }
}
