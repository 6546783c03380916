package io.elanus.api.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FittedDefaultsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0           | 128   | the default, as there are no rows yet
          1           | 128   | the default, as there are few rows yet
          1023        | 128   | the default, as there are few rows yet
          1024        | 16    | so that lists have at least 39 rows on average
          2000        | 32    | so that lists have at least 39 rows on average
          20000       | 512   | so that lists have at least 39 rows on average
          340479      | 2048  | about 4 x the square root of 340479 rows
          1000000     | 2048  | about 4 x the square root of 1000000 rows
          10000000000 | 65536 | about 4 x the square root of 10000000000 rows
          """)
  void fitsListsToRows(long rows, int nlist, String reason) {
    Suggestion suggestion = FittedDefaults.build(IndexType.IVF_FLAT, rows, 100).getFirst();
    assertEquals("nlist", suggestion.parameter().name());
    assertEquals(nlist, suggestion.value());
    assertEquals(reason, suggestion.reason());
  }

  @ParameterizedTest
  @CsvSource({"0, 8", "1023, 8", "1024, 4", "9983, 7", "9984, 8", "1000000, 8"})
  void fitsCodesToRows(long rows, int nbits) {
    Suggestion suggestion = FittedDefaults.build(IndexType.IVF_PQ, rows, 100).getLast();
    assertEquals("nbits", suggestion.parameter().name());
    assertEquals(nbits, suggestion.value());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, the only list",
    "8, 8, of 8 lists in all",
    "128, 8, of 128 lists in all",
    "1024, 32, of 1024 lists in all"
  })
  void fitsProbesToLists(int nlist, int nprobe, String reason) {
    Suggestion suggestion =
        FittedDefaults.search(IndexType.IVF_FLAT, Map.of("nlist", nlist), 10).getFirst();
    assertEquals(nprobe, suggestion.value());
    assertEquals(reason, suggestion.reason());
  }

  @Test
  void saysWhyWithoutRepeatingTheValue() {
    List<String> reasons =
        FittedDefaults.build(IndexType.HNSW, 20_000, 128).stream().map(Suggestion::reason).toList();
    assertEquals(
        List.of("enough for dim 128", "as more takes longer to build for little more recall"),
        reasons);
    assertEquals(
        "which cuts dim 100 into parts of 4",
        FittedDefaults.build(IndexType.IVF_PQ, 20_000, 100).get(1).reason());
  }

  @ParameterizedTest
  @CsvSource({"1, 100", "10, 100", "100, 200", "16384, 32768"})
  void diskannIsOfferedMoreCandidatesThanItsDefault(int limit, int searchList) {
    Suggestion suggestion = FittedDefaults.search(IndexType.DISKANN, Map.of(), limit).getFirst();
    assertEquals(searchList, suggestion.value());
  }

  /** Whatever the data, a dialog never offers a value that validation refuses. */
  @ParameterizedTest
  @EnumSource(IndexType.class)
  void offersOnlyWhatIsAllowed(IndexType type) {
    for (long rows : new long[] {0, 1, 38, 1000, 340_479, 4_000_000_000L}) {
      for (int dim : new int[] {1, 7, 100, 384, 32_768}) {
        Map<String, Object> built = new HashMap<>();
        for (Suggestion suggestion : FittedDefaults.build(type, rows, dim)) {
          assertAllowed(suggestion, Facts.ofBuild(dim));
          built.put(suggestion.parameter().name(), suggestion.value());
        }
        for (int limit : new int[] {1, 100, 16_384}) {
          FittedDefaults.search(type, built, limit)
              .forEach(suggestion -> assertAllowed(suggestion, Facts.ofSearch(built, limit)));
        }
      }
    }
  }

  private static void assertAllowed(Suggestion suggestion, Facts facts) {
    String text = suggestion.value().toString();
    assertEquals(suggestion.value(), suggestion.parameter().parse(text, facts));
    assertFalse(suggestion.reason().isBlank());
  }
}
