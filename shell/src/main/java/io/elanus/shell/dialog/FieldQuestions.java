package io.elanus.shell.dialog;

import io.elanus.api.DataType;
import io.elanus.api.FieldSchema;
import io.elanus.api.SchemaRules;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.prompts.AnswerKind;
import io.elanus.prompts.Answers;
import io.elanus.prompts.Choice;
import io.elanus.prompts.Question;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Fields of a new collection, one after the other: until an empty name, or, behind fields that were
 * given as options, until there is what every collection needs.
 */
final class FieldQuestions {
  private static final List<Choice> TYPES =
      Arrays.stream(DataType.values()).map(type -> Choice.of(type.name(), help(type))).toList();

  private final List<FieldSchema> before;
  private final boolean onlyNeeded;

  private FieldQuestions(List<FieldSchema> before, boolean onlyNeeded) {
    this.before = List.copyOf(before);
    this.onlyNeeded = onlyNeeded;
  }

  /** For a collection of which nothing is known yet. */
  static FieldQuestions all() {
    return new FieldQuestions(List.of(), false);
  }

  /** For the key or vector field that the given fields lack, if they do. */
  static FieldQuestions needed(List<FieldSchema> given) {
    return new FieldQuestions(given, true);
  }

  /** The next question about fields; empty once there are enough. */
  Optional<Question> next(Answers answers) {
    List<FieldSchema> fields = new ArrayList<>(before);
    for (int i = before.size() + 1; i <= SchemaRules.MAX_FIELDS; i++) {
      if (onlyNeeded && hasKey(fields) && hasVector(fields)) {
        return Optional.empty();
      }
      String name = answers.get(nameOf(i));
      if (name == null) {
        return Optional.of(name(i, fields));
      }
      if (name.isEmpty()) {
        return Optional.empty();
      }
      if (!answers.has(typeOf(i))) {
        return Optional.of(type(i, name));
      }
      DataType type = DataType.parse(answers.get(typeOf(i)));
      if (takesSize(type) && !answers.has(sizeOf(i))) {
        return Optional.of(size(i, name, type));
      }
      fields.add(field(answers, i));
    }
    return Optional.empty();
  }

  /** The fields that were given and those answered in full. */
  List<FieldSchema> fields(Answers answers) {
    List<FieldSchema> fields = new ArrayList<>(before);
    fields.addAll(asked(answers));
    return fields;
  }

  /** The fields answered in full. */
  List<FieldSchema> asked(Answers answers) {
    List<FieldSchema> fields = new ArrayList<>();
    for (int i = before.size() + 1; answers.given(nameOf(i)).isPresent(); i++) {
      fields.add(field(answers, i));
    }
    return fields;
  }

  private static boolean hasKey(List<FieldSchema> fields) {
    return fields.stream().anyMatch(FieldQuestions::mayBeKey);
  }

  private static boolean hasVector(List<FieldSchema> fields) {
    return fields.stream().anyMatch(field -> field.isVector());
  }

  static boolean mayBeKey(FieldSchema field) {
    return field.is(DataType.INT64) || field.is(DataType.VARCHAR);
  }

  private static String nameOf(int i) {
    return "field." + i + ".name";
  }

  private static String typeOf(int i) {
    return "field." + i + ".type";
  }

  private static String sizeOf(int i) {
    return "field." + i + ".size";
  }

  private static boolean takesSize(DataType type) {
    return type.isVector() || type == DataType.VARCHAR;
  }

  private static FieldSchema field(Answers answers, int i) {
    DataType type = DataType.parse(answers.get(typeOf(i)));
    int size = answers.given(sizeOf(i)).map(Integer::parseInt).orElse(0);
    return sized(answers.get(nameOf(i)), type, size);
  }

  private static FieldSchema sized(String name, DataType type, int size) {
    return new FieldSchema(
        name, type, "", false, type.isVector() ? size : 0, type == DataType.VARCHAR ? size : 0);
  }

  private static Question name(int i, List<FieldSchema> before) {
    List<String> taken = before.stream().map(FieldSchema::name).toList();
    AnswerKind kind = new AnswerKind.Text(Questions.rule(name -> checkName(name, taken)));
    Question question = Question.of(nameOf(i), "Field " + i + " name", "--field (-f)", kind);
    boolean hasKey = hasKey(before);
    if (hasKey && hasVector(before)) {
      return question.optional().withHelp("Enter ends the fields.");
    }
    String proposal = hasKey ? "vector" : "id";
    return question
        .withDefault(taken.contains(proposal) ? null : proposal)
        .withHelp(
            hasKey
                ? "A vector field is still needed."
                : "A field of type INT64 or VARCHAR is needed for the primary key.");
  }

  private static void checkName(String name, List<String> taken) {
    SchemaRules.checkName("field name", name);
    if (taken.contains(name)) {
      throw new ElanusException(
          ErrorCode.INVALID_SCHEMA, "field names must differ, got " + name + " twice");
    }
  }

  private static Question type(int i, String name) {
    Question question =
        Question.of(typeOf(i), "Type of " + name, "--field (-f)", new AnswerKind.OneOf(TYPES));
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.contains("vec") || lower.contains("emb")) {
      return question.withDefault(DataType.FLOAT_VECTOR.name());
    }
    boolean number = lower.endsWith("id") || lower.endsWith("count") || lower.endsWith("rank");
    return question.withDefault((number ? DataType.INT64 : DataType.VARCHAR).name());
  }

  private static Question size(int i, String name, DataType type) {
    if (type == DataType.VARCHAR) {
      return Question.of(
              sizeOf(i),
              "Max length of " + name,
              "--field (-f)",
              new AnswerKind.WholeNumber(1, SchemaRules.MAX_VARCHAR_LENGTH))
          .withDefault(Integer.toString(SchemaRules.MAX_VARCHAR_LENGTH))
          .withHelp("Bytes that a value may have in UTF-8.");
    }
    AnswerKind kind =
        type == DataType.FLOAT_VECTOR
            ? new AnswerKind.WholeNumber(1, SchemaRules.MAX_DIM)
            : new AnswerKind.Text(Questions.rule(text -> checkBits(name, text)));
    return Question.of(sizeOf(i), "Dim of " + name, "--field (-f)", kind)
        .withHelp(
            type == DataType.FLOAT_VECTOR
                ? "Values in each vector."
                : "Bits in each vector, a multiple of 8.");
  }

  private static void checkBits(String name, String text) {
    int bits;
    try {
      bits = Integer.parseInt(text);
    } catch (NumberFormatException notANumber) {
      throw new ElanusException(
          ErrorCode.INVALID_SCHEMA,
          "dim of %s must be a whole number, got \"%s\"".formatted(name, text));
    }
    sized(name, DataType.BINARY_VECTOR, bits);
  }

  private static String help(DataType type) {
    return switch (type) {
      case BOOL -> "true or false";
      case INT8 -> "whole number, -128 to 127";
      case INT16 -> "whole number, -32768 to 32767";
      case INT32 -> "whole number, 32 bits";
      case INT64 -> "whole number, 64 bits; may be the primary key";
      case FLOAT -> "number, 32 bits";
      case DOUBLE -> "number, 64 bits";
      case VARCHAR -> "text; may be the primary key";
      case JSON -> "any JSON value";
      case FLOAT_VECTOR -> "embedding of dim numbers";
      case BINARY_VECTOR -> "embedding of dim bits";
    };
  }
}
