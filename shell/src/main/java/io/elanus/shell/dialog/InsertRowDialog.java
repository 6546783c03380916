package io.elanus.shell.dialog;

import io.elanus.api.CollectionSchema;
import io.elanus.api.DuplicateKeys;
import io.elanus.api.FieldSchema;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Wording;
import io.elanus.prompts.AnswerKind;
import io.elanus.prompts.Answers;
import io.elanus.prompts.Question;
import io.elanus.shell.action.ListText;
import io.elanus.shell.action.OnDuplicate;
import io.elanus.shell.grammar.Invocation;
import io.elanus.shell.grammar.ValueKind;
import io.elanus.shell.output.Json;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;

/** The value of each field of a new row. */
public final class InsertRowDialog extends CommandDialog {
  private final CatalogLookup catalog;

  public InsertRowDialog(Questions questions, Invocation given) {
    super(questions, given);
    this.catalog = questions.catalog();
  }

  @Override
  protected List<Question> questions(ArgSpec argument, Answers answers) {
    return ValueKind.of(argument) == ValueKind.ROW
        ? fieldByField(answers)
        : super.questions(argument, answers);
  }

  private List<Question> fieldByField(Answers answers) {
    if (given.value(ValueKind.ROW) != null) {
      return List.of();
    }
    List<Question> values = new ArrayList<>();
    for (FieldSchema field : fields(answers)) {
      AnswerKind kind = new AnswerKind.Text(Questions.rule(text -> check(answers, field, text)));
      values.add(
          Question.of(
              name(field), "%s (%s)".formatted(field.name(), Questions.type(field)), "ROW", kind));
    }
    return values;
  }

  /** What the insert would refuse is refused where it is typed. */
  private void check(Answers answers, FieldSchema field, String text) {
    TypedValue.check(field, json(field, text));
    String choice = given.value(ValueKind.ON_DUPLICATE);
    boolean refused = choice == null || OnDuplicate.parse(choice) == DuplicateKeys.ERROR;
    if (field.primaryKey() && refused) {
      catalog.requireNewKey(Questions.collection(answers), text);
    }
  }

  @Override
  protected List<String> values(ArgSpec argument, Answers answers) {
    if (ValueKind.of(argument) != ValueKind.ROW || given.value(ValueKind.ROW) != null) {
      return super.values(argument, answers);
    }
    List<String> members = new ArrayList<>();
    for (FieldSchema field : fields(answers)) {
      members.add(Json.text(field.name()) + ": " + json(field, answers.get(name(field))));
    }
    return List.of("{" + String.join(", ", members) + "}");
  }

  /** The fields of a row but a key that the engine makes. */
  private List<FieldSchema> fields(Answers answers) {
    CollectionSchema schema = catalog.describe(Questions.collection(answers)).schema();
    return schema.fields().stream()
        .filter(field -> !(schema.autoId() && field.primaryKey()))
        .toList();
  }

  private static String name(FieldSchema field) {
    return "value." + field.name();
  }

  /** The JSON of a typed value. */
  private static String json(FieldSchema field, String text) {
    return switch (field.type().require()) {
      case BOOL -> bool(field, text);
      case INT8 -> whole(field, text, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case INT16 -> whole(field, text, Short.MIN_VALUE, Short.MAX_VALUE);
      case INT32 -> whole(field, text, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case INT64 -> whole(field, text, Long.MIN_VALUE, Long.MAX_VALUE);
      case FLOAT, DOUBLE -> number(field, text);
      case VARCHAR -> Json.text(text);
      case JSON -> text;
      case FLOAT_VECTOR -> vector(field, text, field.dim());
      case BINARY_VECTOR -> vector(field, text, field.dim() / 8);
    };
  }

  private static String bool(FieldSchema field, String text) {
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return Boolean.toString(Boolean.parseBoolean(text));
    }
    throw invalid(field, "true or false", text);
  }

  private static String whole(FieldSchema field, String text, long minimum, long maximum) {
    try {
      long value = Long.parseLong(text);
      if (value >= minimum && value <= maximum) {
        return Long.toString(value);
      }
    } catch (NumberFormatException notLong) {
      if (!text.matches("[-+]?[0-9]+")) {
        throw invalid(field, "a whole number", text);
      }
    }
    throw invalid(field, "in [%d, %d]".formatted(minimum, maximum), text);
  }

  private static String number(FieldSchema field, String text) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return Json.text(value);
      }
    } catch (NumberFormatException notANumber) {
      throw invalid(field, "a number", text);
    }
    throw invalid(field, "a finite number", text);
  }

  private static String vector(FieldSchema field, String text, int expected) {
    List<String> numbers = ListText.parse(text);
    if (numbers.size() != expected) {
      throw new ElanusException(
          ErrorCode.INVALID_VECTOR,
          "%s must have %d numbers, got %d".formatted(field.name(), expected, numbers.size()));
    }
    List<String> values = numbers.stream().map(value -> number(field, value)).toList();
    return "[" + String.join(", ", values) + "]";
  }

  private static ElanusException invalid(FieldSchema field, String rule, String text) {
    return new ElanusException(
        ErrorCode.INVALID_ROW,
        "%s must be %s, got %s".formatted(field.name(), rule, Wording.quoted(text)));
  }
}
