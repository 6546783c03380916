package io.elanus.prompts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TerminalAskerTest {
  private static final String CTRL_C = "\u0003";
  private static final String CTRL_D = "\u0004";

  private static final Question TYPE =
      Question.of(
              "type",
              "Index type",
              "-t/--index-type",
              new AnswerKind.OneOf(
                  List.of(
                      Choice.of("FLAT", "compares with every row"),
                      Choice.of("IVF_FLAT", "searches the nearest clusters"))))
          .withDefault("IVF_FLAT");

  private static final Question NAME =
      Question.of("name", "Name", "-c/--collection-name", new AnswerKind.Text(Check.none()));

  private static <T> FutureTask<T> start(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofPlatform().daemon().start(task);
    return task;
  }

  private static FutureTask<Asker.Turn> ask(TypedTerminal person, Question question) {
    TerminalAsker asker = new TerminalAsker(person.terminal(), true);
    return start(() -> asker.ask(question, true));
  }

  private static Asker.Turn answer(FutureTask<Asker.Turn> asked) throws Exception {
    return asked.get(30, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"xterm-256color", "dumb", "vt100"})
  void aWrongAnswerIsToldWhatIsAllowedAndAskedAgain(String terminalType) throws Exception {
    try (TypedTerminal person = new TypedTerminal(terminalType, 80)) {
      FutureTask<Asker.Turn> asked = ask(person, TYPE);
      person.answer("Index type [IVF_FLAT]: ", "KD_TREE\r");
      person.await("Must be FLAT or IVF_FLAT, got \"KD_TREE\".");
      person.answer("Index type [IVF_FLAT]: ", "flat\r");
      assertEquals(new Asker.Turn.Answer("FLAT"), answer(asked));
    }
  }

  @Test
  void aShortenedChoiceIsToldInFull() throws Exception {
    try (TypedTerminal person = new TypedTerminal("xterm", 80)) {
      FutureTask<Asker.Turn> asked = ask(person, TYPE);
      person.answer("Index type [IVF_FLAT]: ", "fl\r");
      person.await("= FLAT");
      assertEquals(new Asker.Turn.Answer("FLAT"), answer(asked));
    }
  }

  @Test
  void enterTakesTheDefault() throws Exception {
    try (TypedTerminal person = new TypedTerminal("xterm", 80)) {
      FutureTask<Asker.Turn> asked = ask(person, TYPE);
      person.answer("Index type [IVF_FLAT]: ", "\r");
      assertEquals(new Asker.Turn.Answer("IVF_FLAT"), answer(asked));
    }
  }

  @Test
  void tabCompletesAStartedChoiceInAnyCase() throws Exception {
    try (TypedTerminal person = new TypedTerminal("xterm", 80)) {
      FutureTask<Asker.Turn> asked = ask(person, TYPE);
      person.answer("Index type [IVF_FLAT]: ", "iv\t");
      person.await("IVF_FLAT");
      person.type("\r");
      assertEquals(new Asker.Turn.Answer("IVF_FLAT"), answer(asked));
    }
  }

  @Test
  void tabOnNothingListsEveryChoiceTheDefaultFirst() throws Exception {
    try (TypedTerminal person = new TypedTerminal("xterm", 80)) {
      FutureTask<Asker.Turn> asked = ask(person, TYPE);
      person.answer("Index type [IVF_FLAT]: ", "\t");
      person.await("searches the nearest clusters");
      person.await("compares with every row");
      person.type(CTRL_C);
      assertThrows(ExecutionException.class, () -> answer(asked));
    }
  }

  private static final Question NUMBER =
      Question.of(
              "ef",
              "Index params efConstruction",
              "-p",
              new AnswerKind.Text(
                  typed ->
                      typed.matches("[0-9]+")
                          ? Optional.empty()
                          : Optional.of("Must be a whole number, got " + typed)))
          .optional("200");

  private static final Question COLLECTION =
      Question.of(
              "collection",
              "Collection name",
              "-c",
              new AnswerKind.OneOf(List.of(Choice.of("words"), Choice.of("words2"))))
          .withDefault("words2");

  private static final Question SURE =
      Question.of("sure", "Sure", "-y", new AnswerKind.YesNo()).withDefault("no");

  private static final Question FIELDS =
      Question.of(
              "fields",
              "Fields",
              "-o",
              new AnswerKind.SomeOf(List.of(Choice.of("word"), Choice.of("rank"))))
          .optional("word,rank");

  private static final Question LIMIT =
      Question.of("limit", "Limit", "-l", new AnswerKind.WholeNumber(1, 100)).optional("10");

  static Stream<Arguments> keysAndAnswers() {
    return Stream.of(
        // Tab after something typed: only what goes on with it.
        Arguments.of(NUMBER, "1\t\r", "1"),
        Arguments.of(NUMBER, "3\t\t\r", "3"),
        Arguments.of(NUMBER, "2\t\r", "200"),
        Arguments.of(LIMIT, "2\t\r", "2"),
        Arguments.of(LIMIT, "1\t\r", "10"),
        Arguments.of(COLLECTION, "words\t\r", "words"),
        Arguments.of(COLLECTION, "w\t\r", "words"),
        Arguments.of(SURE, "y\t\r", "yes"),
        Arguments.of(FIELDS, "rank,w\t\r", "rank,word"),
        // Tab on nothing: the default, or a list that takes nothing.
        Arguments.of(NUMBER, "\t\r", "200"),
        Arguments.of(LIMIT, "\t\r", "10"),
        Arguments.of(COLLECTION, "\t\r", "words2"),
        Arguments.of(SURE, "\t\r", "no"),
        Arguments.of(FIELDS, "\t\r", "word,rank"),
        // A second Tab on nothing goes to the first of the list, the default.
        Arguments.of(COLLECTION, "\t\t\r\r", "words2"),
        Arguments.of(SURE, "\t\t\r\r", "no"));
  }

  @ParameterizedTest
  @MethodSource("keysAndAnswers")
  void tabOnlyGoesOnWithWhatIsTyped(Question question, String keys, String answer)
      throws Exception {
    try (TypedTerminal person = new TypedTerminal("xterm", 80)) {
      FutureTask<Asker.Turn> asked = ask(person, question);
      person.answer("]: ", keys);
      assertEquals(new Asker.Turn.Answer(answer), answer(asked));
    }
  }

  @Test
  void tabInsideAWordLosesNothingOfIt() throws Exception {
    try (TypedTerminal person = new TypedTerminal("xterm", 80)) {
      FutureTask<Asker.Turn> asked = ask(person, NUMBER);
      String left = "\u0002";
      person.answer("]: ", "29" + left + "\t\r");
      assertEquals(new Asker.Turn.Answer("29"), answer(asked));
    }
  }

  @Test
  void tabCompletesFilesOfTheKindAskedFor(@TempDir Path folder) throws Exception {
    Files.createDirectory(folder.resolve("data"));
    Files.writeString(folder.resolve("data/rows of mine.csv"), "a");
    Files.writeString(folder.resolve("data/readme.txt"), "a");
    Question file =
        Question.of(
            "file",
            "File",
            "FILE",
            new AnswerKind.ExistingFile(
                new PathNames(folder, folder), name -> name.endsWith(".csv"), Check.none()));
    try (TypedTerminal person = new TypedTerminal("xterm", 80)) {
      FutureTask<Asker.Turn> asked = ask(person, file);
      person.answer("File: ", "nowhere.csv\r");
      person.answer("There is no file nowhere.csv.", "d\t");
      person.await("data/");
      person.type("\t");
      person.await("rows of mine.csv");
      person.type("\r");
      assertEquals(new Asker.Turn.Answer("data/rows of mine.csv"), answer(asked));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {CTRL_C, CTRL_D, "half an answer" + CTRL_C})
  void controlKeysLeave(String keys) throws Exception {
    try (TypedTerminal person = new TypedTerminal("xterm", 80)) {
      FutureTask<Asker.Turn> asked = ask(person, NAME);
      person.answer("Name: ", keys);
      ExecutionException failure = assertThrows(ExecutionException.class, () -> answer(asked));
      assertInstanceOf(DialogLeft.class, failure.getCause());
    }
  }

  @Test
  void aQuestionMarkExplainsAndLessThanGoesBack() throws Exception {
    try (TypedTerminal person = new TypedTerminal("xterm", 80)) {
      FutureTask<Asker.Turn> asked = ask(person, TYPE);
      person.answer("Index type [IVF_FLAT]: ", "?\r");
      person.await("On a command line: -t/--index-type.");
      person.answer("Index type [IVF_FLAT]: ", "<\r");
      assertEquals(new Asker.Turn.Back(), answer(asked));
    }
  }

  @Test
  void pastedLinesAnswerOneQuestionEach() throws Exception {
    try (TypedTerminal person = new TypedTerminal("xterm", 80)) {
      TerminalAsker asker = new TerminalAsker(person.terminal(), true);
      FutureTask<List<Asker.Turn>> asked =
          start(() -> List.of(asker.ask(NAME, false), asker.ask(TYPE, true)));
      person.answer("Name: ", "words\nflat\n");
      assertEquals(
          List.of(new Asker.Turn.Answer("words"), new Asker.Turn.Answer("FLAT")),
          asked.get(30, TimeUnit.SECONDS));
    }
  }

  @Test
  void withoutColorNothingIsStyled() throws Exception {
    try (TypedTerminal person = new TypedTerminal("xterm-256color", 80)) {
      TerminalAsker asker = new TerminalAsker(person.terminal(), false);
      FutureTask<Asker.Turn> asked = start(() -> asker.ask(TYPE, false));
      person.answer("Index type [IVF_FLAT]: ", "1\r");
      assertEquals(new Asker.Turn.Answer("FLAT"), answer(asked));
      assertFalse(person.raw().matches("(?s).*\u001B\\[[0-9;]*[1-9][0-9;]*m.*"), person.raw());
    }
  }

  @Test
  void theKeysAreExplainedOnce() throws Exception {
    try (TypedTerminal person = new TypedTerminal("xterm", 120)) {
      TerminalAsker asker = new TerminalAsker(person.terminal(), true);
      FutureTask<Asker.Turn> first = start(() -> asker.ask(NAME, false));
      person.answer("Name: ", "words\r");
      answer(first);
      FutureTask<Asker.Turn> second = start(() -> asker.ask(TYPE, true));
      person.answer("Index type [IVF_FLAT]: ", "\r");
      answer(second);
      String shown = person.shown();
      assertTrue(shown.indexOf("Tab completes") == shown.lastIndexOf("Tab completes"), shown);
    }
  }

  @Test
  void aWideCharacterAtTheMarginIsShownOnce() throws Exception {
    try (TypedTerminal person = new TypedTerminal("xterm-256color", 20)) {
      FutureTask<Asker.Turn> asked = ask(person, NAME);
      String name = "x".repeat(20 - "Name: ".length() - 2) + "日本";
      person.answer("Name: ", name + "\r");
      assertEquals(new Asker.Turn.Answer(name), answer(asked));
      ScreenTerminal screen = new ScreenTerminal(20, 24);
      screen.write(person.raw());
      assertTrue(screen.toString().contains("x日\n本 "), screen.toString());
    }
  }
}
