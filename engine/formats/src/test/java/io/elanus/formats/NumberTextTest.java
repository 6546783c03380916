package io.elanus.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The library's own parsers are the oracle. */
class NumberTextTest {
  private static final int ROUNDS = 40_000;

  @Test
  void roundsAnyFloatAsTheLibrary() {
    Random random = new Random(11);
    for (int i = 0; i < ROUNDS; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(value)) {
        same(Float.toString(value));
        same(Double.toString(value));
      }
    }
  }

  /**
   * Decimals in the ways that programs print embeddings, and ones next to the middle of two floats.
   */
  @Test
  void roundsPrintedDecimalsAsTheLibrary() {
    Random random = new Random(12);
    for (int i = 0; i < ROUNDS; i++) {
      double value = random.nextGaussian();
      same("%.5f".formatted(value));
      same(Double.toString(value));
      float low = (float) value;
      double middle = ((double) low + Math.nextUp(low)) / 2;
      same(new java.math.BigDecimal(middle).round(new java.math.MathContext(18)).toString());
      same(random.nextLong() + "e" + random.nextInt(-60, 40));
    }
  }

  private static void same(String text) {
    char[] characters = ("[" + text + "]").toCharArray();
    int end = characters.length - 1;
    float single = NumberText.parseFloat(characters, 1, end);
    if (Float.floatToRawIntBits(single) != Float.floatToRawIntBits(Float.parseFloat(text))) {
      throw new AssertionError("float %s read as %s".formatted(text, single));
    }
    double twice = NumberText.parseDouble(characters, 1, end);
    if (Double.doubleToRawLongBits(twice) != Double.doubleToRawLongBits(Double.parseDouble(text))) {
      throw new AssertionError("double %s read as %s".formatted(text, twice));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "+1",
        "1.",
        ".5",
        "-.5e-3",
        "1E+05",
        "00012",
        "0.0000000000000000000000001",
        "100000000000000000000000000000000",
        "1e400",
        "1e-400",
        "-1e99999999999",
        "1e-99999999999",
        "0e99999999999",
        "123456789012345678",
        "1234567890123456789012",
        "1e22",
        "1e23",
        "1e-22",
        "16777217",
        "16777219",
        "9007199254740993",
        "3.4028235e38",
        "3.4028236e38",
        "1.4e-45",
        "7e-46",
        "00000000000000000000000000.5"
      })
  void readsEveryFormOfNumber(String text) {
    same(text);
  }

  @ParameterizedTest
  @CsvSource({
    "nan, NaN",
    "-NaN, NaN",
    "inf, Infinity",
    "-Inf, -Infinity",
    "INFINITY, Infinity",
    "+infinity, Infinity"
  })
  void readsSpecialWords(String text, double value) {
    char[] characters = text.toCharArray();
    assertEquals(value, NumberText.parseDouble(characters, 0, characters.length));
    assertEquals((float) value, NumberText.parseFloat(characters, 0, characters.length));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+",
        ".",
        "e5",
        "1e",
        "1e+",
        "1e5x",
        "1e99999999999x",
        "1f",
        "1d",
        "0x10",
        "1_0",
        " 1",
        "1 ",
        "1,5",
        "--1",
        "1.2.3",
        "abc",
        "nano",
        "in",
        "12345678901234567890x"
      })
  void refusesWhatIsNoNumber(String text) {
    char[] characters = text.toCharArray();
    assertThrows(
        NumberFormatException.class, () -> NumberText.parseFloat(characters, 0, characters.length));
    assertThrows(
        NumberFormatException.class,
        () -> NumberText.parseDouble(characters, 0, characters.length));
    assertThrows(
        NumberFormatException.class, () -> NumberText.parseLong(characters, 0, characters.length));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 42, Long.MAX_VALUE, Long.MIN_VALUE, 999_999_999_999_999_999L})
  void readsLongs(long value) {
    char[] characters = Long.toString(value).toCharArray();
    assertEquals(value, NumberText.parseLong(characters, 0, characters.length));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775808", "-9223372036854775809", "1.0", "1e3"})
  void refusesWhatNoLongHolds(String text) {
    char[] characters = text.toCharArray();
    assertThrows(
        NumberFormatException.class, () -> NumberText.parseLong(characters, 0, characters.length));
  }
}
