package io.elanus.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "1, 1 byte",
    "1023, 1023 bytes",
    "1024, 1.0 KiB",
    "1536, 1.5 KiB",
    "1048575, 1.0 MiB",
    "536870912, 512.0 MiB",
    "3221225472, 3.0 GiB",
    "9223372036854775807, 8388608.0 TiB"
  })
  void aSizeHasAFittingUnit(long bytes, String text) {
    assertEquals(text, Wording.size(bytes));
  }

  @Test
  void oneIsSingular() {
    assertEquals("1 row", Wording.count(1, "row"));
    assertEquals("0 rows", Wording.count(0, "row"));
    assertEquals("20000 rows", Wording.count(20_000, "row"));
  }

  @Test
  void aLongValueIsCutAndItsLengthTold() {
    assertEquals("\"" + "x".repeat(80) + "\"", Wording.quoted("x".repeat(80)));
    assertEquals(
        "\"" + "x".repeat(80) + "…\" (1000000 characters)", Wording.quoted("x".repeat(1_000_000)));
    assertEquals("x".repeat(80) + "… (81 characters)", Wording.excerpt("x".repeat(81)));
    assertEquals(
        "x".repeat(79) + "… (100 characters)",
        Wording.excerpt("x".repeat(79) + "😀" + "y".repeat(19)));
  }
}
