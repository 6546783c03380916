package io.elanus.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {
  private static final List<String> TYPES =
      List.of("FLAT", "IVF_FLAT", "IVF_SQ8", "IVF_PQ", "HNSW", "DISKANN", "AUTOINDEX");

  @ParameterizedTest
  @CsvSource({
    "FLAT, FLAT",
    "flat, FLAT",
    "FALT, FLAT",
    "ivfflat, IVF_FLAT",
    "IVF_SQ, IVF_SQ8",
    "HNWS, HNSW",
    "HSNW, HNSW",
    "diskan, DISKANN",
    "AUTO_INDEX, AUTOINDEX",
    "quicksort, ",
    "x, ",
    "'', ",
  })
  void findsTheNearestName(String word, String nearest) {
    assertEquals(Optional.ofNullable(nearest), Suggestions.nearest(word, TYPES));
  }

  @Test
  void aSingleLetterIsNoMisspellingOfAnother() {
    assertEquals(Optional.empty(), Suggestions.nearest("b", List.of("a")));
    assertEquals("known: a", Suggestions.hint("b", List.of("a")));
    assertEquals(Optional.of("a"), Suggestions.nearest("A", List.of("a")));
    assertEquals(Optional.of("L2"), Suggestions.nearest("L3", List.of("L2")));
  }

  @Test
  void aParagraphIsNoMisspelling() {
    String paragraph = "x".repeat(1_000_000);
    assertEquals(Optional.empty(), Suggestions.nearest(paragraph, List.of(paragraph + "y")));
  }

  @Test
  void prefersTheFirstOfEquallyNearNames() {
    assertEquals(Optional.of("book1"), Suggestions.nearest("book", List.of("book1", "book2")));
  }

  @Test
  void hintsAtTheNearestOrListsAll() {
    assertEquals("did you mean HNSW?", Suggestions.hint("HNWS", TYPES));
    assertEquals("did you mean AUTOINDEX?", Suggestions.hint("auto", TYPES));
    assertEquals("known: " + String.join(", ", TYPES), Suggestions.hint("ivf", TYPES));
    assertEquals("known: a, b", Suggestions.hint("words", List.of("a", "b")));
    assertEquals("there are none yet", Suggestions.hint("words", List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "a, '', 1",
    "abc, abc, 0",
    "abc, acb, 1",
    "kitten, sitting, 3",
    "ca, abc, 3"
  })
  void countsEdits(String a, String b, int distance) {
    assertEquals(distance, Suggestions.editDistance(a, b));
    assertEquals(distance, Suggestions.editDistance(b, a));
  }

  /** Each edit of a word adds at most one to its distance, and none at all leaves it 0. */
  @Test
  void neverCountsMoreEditsThanWereMade() {
    Random random = new Random(17);
    for (int round = 0; round < 2000; round++) {
      String word = "collection_name".substring(random.nextInt(8));
      StringBuilder edited = new StringBuilder(word);
      int edits = random.nextInt(4);
      for (int i = 0; i < edits; i++) {
        int at = random.nextInt(edited.length());
        switch (random.nextInt(3)) {
          case 0 -> edited.insert(at, 'x');
          case 1 -> edited.deleteCharAt(at);
          default -> edited.setCharAt(at, 'y');
        }
      }
      int distance = Suggestions.editDistance(word, edited.toString());
      assertEquals(true, distance <= edits, word + " to " + edited);
      assertEquals(distance == 0, word.contentEquals(edited));
    }
  }
}
