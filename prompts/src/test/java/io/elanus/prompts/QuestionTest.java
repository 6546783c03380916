package io.elanus.prompts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionTest {
  private static final Question TYPE =
      Question.of(
              "type",
              "Index type",
              "-t/--index-type",
              new AnswerKind.OneOf(
                  List.of(
                      Choice.of("FLAT", "exact"),
                      Choice.of("IVF_FLAT", "clusters"),
                      Choice.unavailable("HNSW", "not available yet"),
                      Choice.of("IVF_SQ8", "clusters, 8 bits"))))
          .withDefault("IVF_FLAT");

  @ParameterizedTest
  @CsvSource({
    "IVF_FLAT, IVF_FLAT",
    "ivf_flat, IVF_FLAT",
    "ivfflat, IVF_FLAT",
    "ivf-sq8, IVF_SQ8",
    "IVF_S, IVF_SQ8",
    "ivfs, IVF_SQ8",
    "flat, FLAT",
    "f, FLAT",
    "1, FLAT",
    "3, IVF_SQ8",
    "'  FLAT ', FLAT",
    "'', IVF_FLAT",
  })
  void aChoiceIsReadFromWhatAPersonTypes(String typed, String meant) {
    assertEquals(new Reply.Accepted(meant), TYPE.read(typed));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "IVF | \"IVF\" could be IVF_FLAT or IVF_SQ8",
        "hnsw | HNSW: not available yet; choose FLAT, IVF_FLAT or IVF_SQ8",
        "4 | Must be FLAT, IVF_FLAT or IVF_SQ8, got \"4\"",
        "_ | Must be FLAT, IVF_FLAT or IVF_SQ8, got \"_\"",
        "KD_TREE | Must be FLAT, IVF_FLAT or IVF_SQ8, got \"KD_TREE\"",
      })
  void aWrongChoiceIsToldWhatIsAllowed(String typed, String sentence) {
    assertEquals(new Reply.Refused(sentence), TYPE.read(typed));
  }

  @Test
  void aNumberInANameWinsOverTheNumberInTheList() {
    AnswerKind years =
        new AnswerKind.OneOf(List.of(Choice.of("v2"), Choice.of("3"), Choice.of("2")));
    assertEquals(new Reply.Accepted("2"), years.read("2"));
    assertEquals(new Reply.Accepted("v2"), years.read("1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1024 | 1024",
        "1,024 | 1024",
        "1_024 | 1024",
        "65536 | 65536",
        "'' | 128",
        "+7 | 7"
      })
  void aWholeNumberIsRead(String typed, String value) {
    assertEquals(new Reply.Accepted(value), nlist().read(typed));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | Must be a whole number in [1, 65536], got 0",
        "65537 | Must be a whole number in [1, 65536], got 65537",
        "many | Must be a whole number in [1, 65536], got \"many\"",
        "1.5 | Must be a whole number in [1, 65536], got \"1.5\"",
        "1,2 | Must be a whole number in [1, 65536], got \"1,2\"",
      })
  void aNumberOutsideTheRangeIsRefused(String typed, String sentence) {
    assertEquals(new Reply.Refused(sentence), nlist().read(typed));
  }

  @Test
  void someOfAListAreReadOneByOne() {
    AnswerKind fields = new AnswerKind.SomeOf(List.of(Choice.of("word"), Choice.of("rank")));
    assertEquals(new Reply.Accepted("word,rank"), fields.read("wo, RANK"));
    assertEquals(new Reply.Accepted("*"), fields.read("*"));
    assertEquals(new Reply.Refused("Must be word or rank, got \"x\""), fields.read("word,x"));
  }

  @Test
  void yesAndNoHaveManySpellings() {
    assertEquals(new Reply.Accepted("yes"), new AnswerKind.YesNo().read("Y"));
    assertEquals(new Reply.Accepted("no"), new AnswerKind.YesNo().read("No"));
    assertEquals(
        new Reply.Refused("Must be y or n, got \"maybe\""), new AnswerKind.YesNo().read("maybe"));
  }

  @Test
  void aTimeoutIsAPositiveNumber() {
    AnswerKind seconds = new AnswerKind.PositiveNumber();
    assertEquals(new Reply.Accepted("2.5"), seconds.read("2.5"));
    assertEquals(new Reply.Refused("Must be greater than 0, got -1"), seconds.read("-1"));
    assertEquals(new Reply.Refused("Must be a number, got \"soon\""), seconds.read("soon"));
    assertEquals(new Reply.Refused("Must be greater than 0, got NaN"), seconds.read("NaN"));
  }

  @Test
  void anAnswerIsNeededWhereThereIsNoDefault() {
    Question name = Question.of("name", "Name", "-c", new AnswerKind.Text(Check.none()));
    assertEquals(new Reply.Refused("An answer is needed here; Ctrl-C leaves"), name.read("  "));
    assertEquals(new Reply.Accepted(""), name.optional().read(""));
  }

  private static Question nlist() {
    return Question.of("nlist", "Index params nlist", "-p", new AnswerKind.WholeNumber(1, 65536))
        .optional("128");
  }
}
