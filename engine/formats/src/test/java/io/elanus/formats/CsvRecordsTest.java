package io.elanus.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of RFC 4180. */
class CsvRecordsTest {
  @TempDir Path directory;

  @Test
  void readsQuotesSeparatorsAndLineEnds() {
    String text = "a,\"b,c\",\"d \"\"e\"\"\"\r\n\"two\nlines\",,\"\"\n\nlast,x\"y,z";
    assertEquals(
        List.of(
            List.of("a", "b,c", "d \"e\""),
            List.of("two\nlines", "", ""),
            List.of("last", "x\"y", "z")),
        records("r.csv", text));
    assertEquals(List.of(1L, 2L, 5L), lines("r.csv", text));
  }

  @Test
  void readsTabsAndAByteOrderMark() {
    assertEquals(
        List.of(List.of("a,b", "c"), List.of("d", "")), records("r.tsv", "\uFEFFa,b\tc\rd\t\r"));
  }

  /** Whatever the cells, the line ends and where the buffer ends: what was written is read. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void readsBackWhatWasWritten(int seed) {
    Random random = new Random(seed);
    String[] pieces = {"", "x", "\"", ",", "\n", "\r\n", " ", "é", "日本", "🙂", "word", "[1, 2]"};
    String lineEnd = List.of("\n", "\r\n", "\r").get(seed % 3);
    List<List<String>> expected = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < 6000; row++) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        StringBuilder cell = new StringBuilder();
        for (int j = random.nextInt(6); j > 0; j--) {
          cell.append(pieces[random.nextInt(pieces.length)]);
        }
        cells.add(cell.toString());
        boolean quoted = cell.toString().matches("(?s).*[\",\r\n].*") || random.nextInt(4) == 0;
        String shown = quoted ? '"' + cell.toString().replace("\"", "\"\"") + '"' : cell.toString();
        text.append(i == 0 ? "" : ",").append(shown);
      }
      expected.add(cells);
      text.append(lineEnd);
    }
    assertEquals(expected, records("r.csv", text.toString()));
    assertEquals(expected, records("r.csv.gz", text.toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a;b | a b",
        "a\tb | a b",
        "'a;b,c' | a;b c",
        "'\"a,b\";c' | a,b c",
        "'a;b\tc' | a b\tc",
        "'a\nb;c' | a",
        "a | a",
      })
  void theHeaderShowsTheSeparator(String header, String cells) {
    assertEquals(List.of(cells.split(" ")), records("r.csv", header + "\n1;2\n").getFirst());
  }

  @Test
  void aRowHasALimitAndNamesItsLine() {
    assertEquals(
        "r.csv:2: a row must have at most 4194304 characters, got more; is a quote or a line end"
            + " missing?",
        TestFiles.failure(() -> records("r.csv", "a\n\"" + "b".repeat(17_000_000))).getMessage());
  }

  @Test
  void namesTheLineOfABrokenQuote() {
    assertEquals(
        "r.csv:2: a quote is opened and never closed",
        TestFiles.failure(() -> records("r.csv", "a\n\"b\nc\n")).getMessage());
    assertEquals(
        "r.csv:3: a closing quote must end its cell, got x after it",
        TestFiles.failure(() -> records("r.csv", "a\n\"b\nc\"x\n")).getMessage());
  }

  @Test
  void refusesTextThatIsNotUtf8() {
    byte[] latin = {'a', '\n', (byte) 0xE9, '\n'};
    Path path = TestFiles.write(directory, "latin.csv", latin);
    String message = TestFiles.failure(() -> RowFiles.open(path)).getMessage();
    assertEquals("latin.csv:1: text must be UTF-8, near this line it is not", message);
  }

  private List<List<String>> records(String name, String text) {
    List<List<String>> all = new ArrayList<>();
    try (CsvRecords records = open(name, text)) {
      while (records.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < records.cells(); i++) {
          cells.add(records.cell(i));
        }
        all.add(cells);
      }
    }
    return all;
  }

  private List<Long> lines(String name, String text) {
    List<Long> lines = new ArrayList<>();
    try (CsvRecords records = open(name, text)) {
      while (records.next()) {
        lines.add(records.line());
      }
    }
    return lines;
  }

  private CsvRecords open(String name, String text) {
    return new CsvRecords(SourceFile.open(TestFiles.write(directory, name, text)));
  }
}
