package io.elanus.shell.dialog;

import io.elanus.api.CollectionInfo;
import io.elanus.api.DataType;
import io.elanus.api.FieldSchema;
import io.elanus.api.SchemaRules;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.prompts.AnswerKind;
import io.elanus.prompts.Answers;
import io.elanus.prompts.Check;
import io.elanus.prompts.Choice;
import io.elanus.prompts.Question;
import io.elanus.shell.action.FieldText;
import io.elanus.shell.grammar.Invocation;
import io.elanus.shell.grammar.ValueKind;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;

/** Name, fields until there are enough, primary key, who makes its values, description. */
public final class CreateCollectionDialog extends CommandDialog {
  private static final String NAME = ValueKind.NEW_COLLECTION.name();
  private static final String PRIMARY = ValueKind.NEW_KEY.name();
  private static final String AUTO_ID = ValueKind.AUTO_ID.name();
  private static final String DESCRIPTION = ValueKind.DESCRIPTION.name();

  private final CatalogLookup catalog;
  private final boolean fromFile;
  private final FieldQuestions fieldQuestions;

  /**
   * @param fromFile whether a file has the fields, so that what is left to ask is the name
   */
  public CreateCollectionDialog(Questions questions, Invocation given, boolean fromFile) {
    super(questions, given);
    this.catalog = questions.catalog();
    this.fromFile = fromFile;
    List<String> fields = given.values(ValueKind.NEW_FIELD);
    this.fieldQuestions =
        fields.isEmpty() ? FieldQuestions.all() : FieldQuestions.needed(parsed(fields));
  }

  private static List<FieldSchema> parsed(List<String> fields) {
    return fields.stream().map(FieldText::parse).toList();
  }

  /**
   * Whether the fields that were given are fields, and none holds vectors.
   *
   * @param fields as typed; null where none was given
   */
  public static boolean lacksVector(List<String> fields) {
    if (fields == null) {
      return false;
    }
    try {
      return parsed(fields).stream().noneMatch(field -> field.isVector());
    } catch (ElanusException unreadable) {
      return false;
    }
  }

  @Override
  protected List<Question> questions(ArgSpec argument, Answers answers) {
    ValueKind kind = ValueKind.of(argument);
    String option = Invocation.name(argument);
    if (fromFile && kind != ValueKind.NEW_COLLECTION) {
      return List.of();
    }
    return switch (kind) {
      case NEW_COLLECTION -> List.of(name(option));
      case NEW_FIELD -> moreFields(answers);
      case NEW_KEY -> primary(answers, option);
      case AUTO_ID -> autoId(answers, option);
      case DESCRIPTION -> List.of(describe(option));
      default -> super.questions(argument, answers);
    };
  }

  private Question name(String option) {
    AnswerKind kind = new AnswerKind.Text(Questions.rule(this::checkNewName));
    return Question.of(NAME, "Collection name", option, kind);
  }

  private void checkNewName(String name) {
    SchemaRules.checkName("collection name", name);
    if (catalog.collections().stream().map(CollectionInfo::name).anyMatch(name::equals)) {
      throw new ElanusException(
          ErrorCode.ALREADY_EXISTS, "there is a collection %s already".formatted(name));
    }
  }

  private List<Question> moreFields(Answers answers) {
    checkNewName(answers.get(NAME));
    return fieldQuestions.next(answers).map(List::of).orElse(List.of());
  }

  private List<Question> primary(Answers answers, String option) {
    List<String> eligible = keys(fieldQuestions.fields(answers));
    if (givenKey() != null) {
      FieldText.withPrimaryKey(answers.get(NAME), fieldQuestions.fields(answers), givenKey());
      return List.of();
    }
    if (eligible.size() == 1) {
      return List.of();
    }
    List<Choice> choices = eligible.stream().map(Choice::of).toList();
    return List.of(
        Question.of(PRIMARY, "Primary key field", option, new AnswerKind.OneOf(choices))
            .withDefault(eligible.getFirst()));
  }

  private static List<String> keys(List<FieldSchema> fields) {
    return fields.stream().filter(FieldQuestions::mayBeKey).map(FieldSchema::name).toList();
  }

  private String primaryName(Answers answers) {
    if (givenKey() != null) {
      return givenKey();
    }
    return answers.given(PRIMARY).orElseGet(() -> keys(fieldQuestions.fields(answers)).getFirst());
  }

  private List<Question> autoId(Answers answers, String option) {
    String primary = primaryName(answers);
    boolean number =
        fieldQuestions.fields(answers).stream()
            .anyMatch(field -> field.name().equals(primary) && field.is(DataType.INT64));
    if (!number) {
      return List.of();
    }
    return List.of(
        Question.of(
                AUTO_ID,
                "Make the values of " + primary + " automatically",
                option,
                new AnswerKind.YesNo())
            .optional("no"));
  }

  private static Question describe(String option) {
    AnswerKind kind = new AnswerKind.Text(Check.none());
    return Question.of(DESCRIPTION, "Description", option, kind).optional();
  }

  private String givenKey() {
    return given.value(ValueKind.NEW_KEY);
  }

  @Override
  protected List<String> values(ArgSpec argument, Answers answers) {
    ValueKind kind = ValueKind.of(argument);
    if (fromFile && kind != ValueKind.NEW_COLLECTION) {
      return given.values(argument);
    }
    return switch (kind) {
      case NEW_FIELD -> {
        List<String> fields = new ArrayList<>(given.values(argument));
        fieldQuestions.asked(answers).stream().map(this::text).forEach(fields::add);
        yield fields;
      }
      case NEW_KEY -> List.of(primaryName(answers));
      default -> super.values(argument, answers);
    };
  }

  /** As the command line has it: {@code name:TYPE:number}. */
  private String text(FieldSchema field) {
    int number = field.isVector() ? field.dim() : field.maxLength();
    return field.name() + ":" + field.type() + (number == 0 ? "" : ":" + number);
  }
}
