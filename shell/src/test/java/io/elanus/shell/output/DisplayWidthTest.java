package io.elanus.shell.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayWidthTest {
  private static final String FAMILY = "👨\u200d👩\u200d👧\u200d👦";
  private static final String FLAG = "🇫🇷";

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "kitten, 6",
    "子猫, 4",
    // A combining acute accent.
    "e\u0301a, 2",
    "😀, 2",
    "👨\u200d👩\u200d👧\u200d👦, 2",
    "🇫🇷, 2",
    "🇫🇷🇩🇪, 4",
    // The rainbow flag, and that of Wales, which is spelt in tags.
    "🏳\ufe0f\u200d🌈, 2",
    "🏴\udb40\udc67\udb40\udc62\udb40\udc77\udb40\udc6c\udb40\udc73\udb40\udc7f, 2",
    // A skin tone, a keycap, a heart as emoji and as text.
    "👍🏽, 2",
    "1\ufe0f\u20e3, 2",
    "❤\ufe0f, 2",
    "❤\ufe0e, 1",
    "1\u0304, 1",
  })
  void aTextTakesTheCellsThatATerminalDraws(String text, int width) {
    assertEquals(width, DisplayWidth.of(text));
  }

  @Test
  void nothingThatIsDrawnAsOneIsCutApart() {
    assertEquals("a" + FAMILY + "…", DisplayWidth.cut("a" + FAMILY + FLAG, 4));
    assertEquals("a…", DisplayWidth.cut("a" + FAMILY + FLAG, 3));
    assertEquals("a" + FAMILY + FLAG, DisplayWidth.cut("a" + FAMILY + FLAG, 5));
  }
}
