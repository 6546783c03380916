package io.elanus.shell.dialog;

import io.elanus.prompts.Answers;
import io.elanus.prompts.Form;
import io.elanus.prompts.Question;
import io.elanus.shell.action.ListText;
import io.elanus.shell.action.Pairs;
import io.elanus.shell.grammar.Invocation;
import io.elanus.shell.grammar.ValueKind;
import io.elanus.shell.output.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;

/**
 * The dialog of a command, from the kinds of the values that it asks for. Each answer stands under
 * the name of its kind; those of index parameters stand each under its own.
 */
public class CommandDialog implements Form {
  /** All fields, as an answer has it. */
  static final String ALL = "*";

  protected final Questions questions;
  protected final Invocation given;

  public CommandDialog(Questions questions, Invocation given) {
    this.questions = questions;
    this.given = given;
  }

  /** The name under which the answer for an argument stands. */
  static String key(ArgSpec argument) {
    ValueKind kind = ValueKind.of(argument);
    if (kind == ValueKind.FREE) {
      return Invocation.name(argument);
    }
    return (kind.isCollection() ? ValueKind.COLLECTION : kind).name();
  }

  /** What was given on the command line, as answers. */
  Answers known() {
    Answers known = Answers.none();
    for (ArgSpec argument : given.asked()) {
      List<String> values = given.values(argument);
      ValueKind kind = ValueKind.of(argument);
      if (kind.isParameter()) {
        for (Map.Entry<String, String> pair : Pairs.parse(values).entrySet()) {
          known = known.with(ParameterQuestions.name(pair.getKey()), pair.getValue());
        }
      } else if (Invocation.isGiven(argument)) {
        String text = kind == ValueKind.KEYS ? Json.text(values) : values.getFirst();
        known = known.with(key(argument), text);
      } else if (given.isReplaced(argument)) {
        known = known.with(key(argument), "");
      }
    }
    return known;
  }

  @Override
  public Optional<Question> next(Answers answers) {
    for (ArgSpec argument : given.asked()) {
      for (Question question : questions(argument, answers)) {
        if (!answers.has(question.name())) {
          return Optional.of(question);
        }
      }
    }
    return Optional.empty();
  }

  /** Questions for one argument; empty where the answers before make them pointless. */
  protected List<Question> questions(ArgSpec argument, Answers answers) {
    ValueKind kind = ValueKind.of(argument);
    return switch (kind) {
      case COLLECTION, COLLECTION_TO_USE, COLLECTION_TO_DELETE ->
          questions.collection(answers, kind);
      case INDEX -> List.of(questions.index(answers));
      case KEYS -> List.of(questions.keys(answers, given.isRequired(argument)));
      case FIELDS -> List.of(questions.fields(answers, standardFields(answers)));
      case FILE -> List.of(questions.rowFile(Invocation.help(argument)));
      case OUTPUT_FORMAT -> List.of(questions.outputFormat());
      case SECONDS -> List.of(Questions.timeout(Invocation.help(argument)));
      case CONFIRMATION ->
          List.of(
              Questions.confirmation(
                  ((Confirmed) given.command()).question(answers, questions.catalog())));
      default -> List.of(Questions.plain(key(argument), argument));
    };
  }

  /** Whether an answer, or a switch that was given, says yes. */
  static boolean isYes(String answer) {
    return answer.equals("yes") || answer.equals("true");
  }

  /** The fields that are shown where nothing is said. */
  protected String standardFields(Answers answers) {
    return ALL;
  }

  /** Puts the answers into the command. */
  void apply(Answers answers) {
    for (ArgSpec argument : given.asked()) {
      given.set(argument, values(argument, answers));
    }
  }

  /** The values of an argument by the answers. */
  protected List<String> values(ArgSpec argument, Answers answers) {
    String answer = answers.given(key(argument)).orElse(null);
    if (answer == null) {
      return List.of();
    }
    return switch (ValueKind.of(argument)) {
      case KEYS -> ListText.parse(answer);
      case FIELDS ->
          answer.equals(ALL) && standardFields(answers).equals(ALL) ? List.of() : List.of(answer);
      case CONFIRMATION, AUTO_ID -> isYes(answer) ? List.of("true") : List.of();
      default -> List.of(answer);
    };
  }
}
