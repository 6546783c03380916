package io.elanus.prompts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DialogTest {
  private static final AnswerKind TEXT = new AnswerKind.Text(Check.none());
  private static final Question DRINK =
      Question.of(
          "drink",
          "Drink",
          "-d/--drink",
          new AnswerKind.OneOf(List.of(Choice.of("tea"), Choice.of("water"))));
  private static final Question MILK =
      Question.of("milk", "Milk", "--milk", new AnswerKind.YesNo()).optional("no");
  private static final Question GUEST = Question.of("guest", "Guest", "-g/--guest", TEXT);

  /** Milk is asked about with tea only. */
  private static Optional<Question> next(Answers answers) {
    if (!answers.has("drink")) {
      return Optional.of(DRINK);
    }
    if (answers.get("drink").equals("tea") && !answers.has("milk")) {
      return Optional.of(MILK);
    }
    return answers.has("guest") ? Optional.empty() : Optional.of(GUEST);
  }

  private static Answers answers(String... namesAndValues) {
    Answers answers = Answers.none();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      answers = answers.with(namesAndValues[i], namesAndValues[i + 1]);
    }
    return answers;
  }

  private static Answers run(Answers known, Asker asker) {
    return new Dialog(DialogTest::next, known).run(asker);
  }

  @Test
  void whatIsAskedFollowsFromTheAnswers() {
    ScriptedAsker tea = new ScriptedAsker(List.of("t", "y", "Ann"));
    assertEquals(answers("drink", "tea", "milk", "yes", "guest", "Ann"), run(Answers.none(), tea));
    ScriptedAsker water = new ScriptedAsker(List.of("water", "Ann"));
    assertEquals(answers("drink", "water", "guest", "Ann"), run(Answers.none(), water));
    assertEquals(List.of(DRINK, GUEST), water.asked());
  }

  @Test
  void onlyTheRestIsAsked() {
    ScriptedAsker asker = new ScriptedAsker(List.of("", ""));
    assertThrows(DialogLeft.class, () -> run(answers("drink", "tea"), asker));
    assertEquals(List.of(MILK, GUEST), asker.asked());
  }

  @Test
  void nothingIsAskedWhereNothingRequiredIsMissing() {
    ScriptedAsker asker = new ScriptedAsker(List.of());
    assertEquals(
        answers("drink", "tea", "guest", "Ann"),
        run(answers("guest", "Ann", "drink", "tea"), asker));
    assertEquals(List.of(), asker.asked());
  }

  @Test
  void aWrongAnswerIsAskedForAgain() {
    ScriptedAsker asker = new ScriptedAsker(List.of("wine", "water", "Ann"));
    assertEquals(answers("drink", "water", "guest", "Ann"), run(Answers.none(), asker));
    assertEquals(List.of("Must be tea or water, got \"wine\""), asker.refusals());
  }

  @Test
  void goingBackOffersTheAnswersThatWereGiven() {
    ScriptedAsker asker = new ScriptedAsker(List.of("tea", "y", "<", "<", "", "", "Ann"));
    assertEquals(
        answers("drink", "tea", "milk", "yes", "guest", "Ann"), run(Answers.none(), asker));
    assertEquals(
        Arrays.asList(null, "no", null, "yes", "tea", "yes", null),
        asker.asked().stream().map(Question::defaultValue).toList());
  }

  @Test
  void anAnswerThatWasGivenCanBeChangedAfterGoingBack() {
    ScriptedAsker asker = new ScriptedAsker(List.of("tea", "<", "water", "Ann"));
    assertEquals(answers("drink", "water", "guest", "Ann"), run(Answers.none(), asker));
  }

  @Test
  void aDefaultThatWasTakenIsTheFormsAgainAfterGoingBack() {
    Form cups =
        answers ->
            !answers.has("cups")
                ? Optional.of(Question.of("cups", "Cups", "-n", TEXT).withDefault("1"))
                : !answers.has("size")
                    ? Optional.of(
                        Question.of("size", "Size", "-s", TEXT)
                            .withDefault("for " + answers.get("cups")))
                    : answers.has("guest") ? Optional.empty() : Optional.of(GUEST);
    ScriptedAsker asker = new ScriptedAsker(List.of("", "", "<", "<", "7", "", "Ann"));
    assertEquals(
        answers("cups", "7", "size", "for 7", "guest", "Ann"),
        new Dialog(cups, Answers.none()).run(asker));
  }

  @Test
  void aDashTakesAnOptionalAnswerBack() {
    Question note = Question.of("note", "Note", "-d", TEXT).optional();
    Form form =
        answers ->
            !answers.has("note")
                ? Optional.of(note)
                : answers.has("guest") ? Optional.empty() : Optional.of(GUEST);
    ScriptedAsker asker = new ScriptedAsker(List.of("hot", "<", "-", "Ann"));
    assertEquals(answers("note", "", "guest", "Ann"), new Dialog(form, Answers.none()).run(asker));
    ScriptedAsker dashed = new ScriptedAsker(List.of("-", "Ann"));
    assertEquals(
        answers("note", "-", "guest", "Ann"), new Dialog(form, Answers.none()).run(dashed));
  }

  @Test
  void anOptionThatWillNotDoIsToldBeforeTheQuestionsBehindIt() {
    ScriptedAsker asker = new ScriptedAsker(List.of("Ann"));
    UnfitOption unfit =
        assertThrows(UnfitOption.class, () -> run(answers("drink", "tea", "milk", "much"), asker));
    assertEquals("--milk: Must be y or n, got \"much\"", unfit.getMessage());
    assertEquals(List.of(), asker.asked());
  }

  @Test
  void goingBackPassesOverWhatWasKnown() {
    ScriptedAsker asker = new ScriptedAsker(List.of("y", "<", "n", "Ann"));
    assertEquals(
        answers("drink", "tea", "milk", "no", "guest", "Ann"), run(answers("drink", "tea"), asker));
    assertEquals(List.of(MILK, GUEST, MILK.again("yes"), GUEST), asker.asked());
  }

  @Test
  void withoutATerminalTheMissingOptionIsNamed() {
    MissingAnswer missing =
        assertThrows(MissingAnswer.class, () -> run(answers("drink", "tea"), new RefusingAsker()));
    assertEquals("-g/--guest is missing", missing.getMessage());
  }
}
