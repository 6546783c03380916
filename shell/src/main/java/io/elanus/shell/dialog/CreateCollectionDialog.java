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
import io.elanus.shell.action.CollectionActions;
import io.elanus.shell.action.FieldText;
import io.elanus.shell.input.CollectionInput;
import io.elanus.shell.input.Input;
import java.util.ArrayList;
import java.util.List;

/** Name, fields until there are enough, primary key, who makes its values, description. */
final class CreateCollectionDialog {
  private static final String NAME = "name";
  private static final String PRIMARY = "primary";
  private static final String AUTO_ID = "autoId";
  private static final String DESCRIPTION = "description";

  private final Catalog catalog;
  private final CollectionInput.Create given;
  private final FieldQuestions fieldQuestions;

  CreateCollectionDialog(Catalog catalog, CollectionInput.Create given) {
    this.catalog = catalog;
    this.given = given;
    this.fieldQuestions =
        given.fields() == null ? FieldQuestions.all() : FieldQuestions.needed(parsed(given));
  }

  private static List<FieldSchema> parsed(CollectionInput.Create given) {
    return given.fields().stream().map(FieldText::parse).toList();
  }

  /** Whether the fields that were given are fields, and none holds vectors. */
  static boolean lacksVector(CollectionInput.Create given) {
    if (given.fields() == null || given.from() != null || given.schemaFile() != null) {
      return false;
    }
    try {
      return parsed(given).stream().noneMatch(field -> field.type().isVector());
    } catch (ElanusException unreadable) {
      return false;
    }
  }

  CommandDialog dialog() {
    return given.from() == null ? fieldByField() : fromFile();
  }

  /** A file has the fields; what is left to ask is the name. */
  private CommandDialog fromFile() {
    return new CommandDialog(
        CommandDialog.given(NAME, given.collection()),
        new Steps(_ -> List.of(name())),
        answers ->
            new CollectionInput.Create(
                answers.get(NAME),
                given.fields(),
                given.primaryField(),
                given.autoId(),
                given.description(),
                null,
                given.from(),
                given.map()));
  }

  private CommandDialog fieldByField() {
    return new CommandDialog(
        CommandDialog.given(
            NAME,
            given.collection(),
            AUTO_ID,
            given.autoId() ? "yes" : null,
            DESCRIPTION,
            given.description()),
        new Steps(
            _ -> List.of(name()), this::moreFields, this::primary, this::autoId, _ -> describe()),
        this::input);
  }

  private Question name() {
    AnswerKind kind = new AnswerKind.Text(Questions.rule(this::checkNewName));
    return Question.of(NAME, "Collection name", Input.COLLECTION, kind);
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

  private List<Question> primary(Answers answers) {
    List<String> eligible = keys(fieldQuestions.fields(answers));
    if (given.primaryField() != null) {
      CollectionActions.withPrimaryKey(
          answers.get(NAME), fieldQuestions.fields(answers), given.primaryField());
      return List.of();
    }
    if (eligible.size() == 1) {
      return List.of();
    }
    List<Choice> choices = eligible.stream().map(Choice::of).toList();
    return List.of(
        Question.of(
                PRIMARY, "Primary key field", "--primary-field (-p)", new AnswerKind.OneOf(choices))
            .withDefault(eligible.getFirst()));
  }

  private static List<String> keys(List<FieldSchema> fields) {
    return fields.stream().filter(FieldQuestions::mayBeKey).map(FieldSchema::name).toList();
  }

  private String primaryName(Answers answers) {
    if (given.primaryField() != null) {
      return given.primaryField();
    }
    return answers.given(PRIMARY).orElseGet(() -> keys(fieldQuestions.fields(answers)).getFirst());
  }

  private List<Question> autoId(Answers answers) {
    String primary = primaryName(answers);
    boolean number =
        fieldQuestions.fields(answers).stream()
            .anyMatch(field -> field.name().equals(primary) && field.type() == DataType.INT64);
    if (!number) {
      return List.of();
    }
    return List.of(
        Question.of(
                AUTO_ID,
                "Make the values of " + primary + " automatically",
                "--auto-id (-A)",
                new AnswerKind.YesNo())
            .optional("no"));
  }

  private static List<Question> describe() {
    AnswerKind kind = new AnswerKind.Text(Check.none());
    return List.of(Question.of(DESCRIPTION, "Description", "--description (-d)", kind).optional());
  }

  private Input input(Answers answers) {
    List<String> fields = new ArrayList<>(given.fields() == null ? List.of() : given.fields());
    fieldQuestions.asked(answers).stream().map(this::text).forEach(fields::add);
    return new CollectionInput.Create(
        answers.get(NAME),
        fields,
        primaryName(answers),
        Questions.isYes(answers, AUTO_ID),
        answers.given(DESCRIPTION).orElse(null),
        null,
        null,
        given.map());
  }

  /** As the command line has it: {@code name:TYPE:number}. */
  private String text(FieldSchema field) {
    int number = field.type().isVector() ? field.dim() : field.maxLength();
    return field.name() + ":" + field.type() + (number == 0 ? "" : ":" + number);
  }
}
