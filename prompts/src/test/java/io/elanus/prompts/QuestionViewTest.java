package io.elanus.prompts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class QuestionViewTest {
  private static final Question TYPE =
      Question.of(
              "type",
              "Index type",
              "-t",
              new AnswerKind.OneOf(
                  List.of(
                      Choice.of("FLAT", "compares with every row; exact"),
                      Choice.of("IVF_FLAT", "searches the nearest clusters of rows"),
                      Choice.unavailable("HNSW", "not available yet"),
                      Choice.unavailable("SCANN", "not available yet"))))
          .withDefault("IVF_FLAT");

  @Test
  void choicesAreListedWithWhatTheyAre() {
    assertEquals(
        """
          1  FLAT      compares with every row; exact
          2  IVF_FLAT  searches the nearest clusters of rows
          not available yet: HNSW, SCANN
        """,
        above(TYPE, 80));
    assertEquals("Index type [IVF_FLAT]: ", QuestionView.prompt(TYPE).toString());
  }

  @Test
  void longHelpIsBrokenBelowItself() {
    assertEquals(
        """
          1  FLAT      compares with every row;
                       exact
          2  IVF_FLAT  searches the nearest
                       clusters of rows
          not available yet: HNSW, SCANN
        """,
        above(TYPE, 40));
  }

  @Test
  void onANarrowTerminalHelpStandsBelowTheName() {
    assertEquals(
        """
          1  FLAT
               compares with
               every row; exact
          2  IVF_FLAT
               searches the
               nearest clusters
               of rows
          not available yet:
            HNSW, SCANN
        """,
        above(TYPE, 24));
  }

  @Test
  void aFewPlainChoicesStandInThePrompt() {
    Question field =
        Question.of(
            "field",
            "The name of the field",
            "-f",
            new AnswerKind.OneOf(List.of(Choice.of("book_intro"), Choice.of("cover"))));
    assertEquals("", above(field, 80));
    assertEquals(
        "The name of the field (book_intro, cover): ", QuestionView.prompt(field).toString());
  }

  @Test
  void aRangeStandsInThePromptAndTheReasonForTheDefaultAboveIt() {
    Question nlist =
        Question.of("nlist", "Index params nlist", "-p", new AnswerKind.WholeNumber(1, 65536))
            .optional("565")
            .withHelp("Number of clusters. 565 is 4 x sqrt(20,000 rows).");
    assertEquals("  Number of clusters. 565 is 4 x sqrt(20,000 rows).\n", above(nlist, 80));
    assertEquals("Index params nlist (1 to 65536) [565]: ", QuestionView.prompt(nlist).toString());
  }

  @Test
  void nothingIsTheDefaultOfAnOptionalQuestion() {
    Question timeout =
        Question.of("timeout", "Timeout", "--timeout", new AnswerKind.PositiveNumber()).optional();
    assertEquals("Timeout []: ", QuestionView.prompt(timeout).toString());
  }

  @Test
  void manyChoicesAreCutShort() {
    List<Choice> many = IntStream.range(0, 1025).mapToObj(i -> Choice.of("c" + i)).toList();
    Question question = Question.of("c", "Collection name", "-c", new AnswerKind.OneOf(many));
    List<AttributedString> lines = QuestionView.above(question, 80);
    assertEquals(21, lines.size());
    assertEquals("   1  c0", lines.getFirst().toString());
    assertEquals("  and 1,005 more; Tab lists them", lines.getLast().toString());
  }

  private static String above(Question question, int width) {
    StringBuilder text = new StringBuilder();
    for (AttributedString line : QuestionView.above(question, width)) {
      text.append(line).append('\n');
    }
    return text.toString();
  }
}
