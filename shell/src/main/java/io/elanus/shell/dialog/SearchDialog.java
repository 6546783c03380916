package io.elanus.shell.dialog;

import io.elanus.api.FieldSchema;
import io.elanus.api.IndexInfo;
import io.elanus.api.SchemaRules;
import io.elanus.api.index.Facts;
import io.elanus.api.index.Suggestion;
import io.elanus.formats.QueryFile;
import io.elanus.prompts.AnswerKind;
import io.elanus.prompts.Answers;
import io.elanus.prompts.Choice;
import io.elanus.prompts.Question;
import io.elanus.shell.action.Pairs;
import io.elanus.shell.action.TypedVectors;
import io.elanus.shell.grammar.Invocation;
import io.elanus.shell.grammar.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;

/**
 * Collection, vector field, what to search for, how many neighbours, the index's parameters, fields
 * to show.
 */
public final class SearchDialog extends CommandDialog {
  private static final String FIELD = ValueKind.VECTOR_FIELD.name();
  private static final String LIMIT = ValueKind.LIMIT.name();
  private static final String BY = "by";
  private static final String ID = "id";
  private static final String VECTOR = "vector";
  private static final String FILE = "file";
  private static final int DEFAULT_LIMIT = 10;

  private final CatalogLookup catalog;

  public SearchDialog(Questions questions, Invocation given) {
    super(questions, given);
    this.catalog = questions.catalog();
  }

  @Override
  Answers known() {
    Answers known = super.known();
    for (ValueKind way : List.of(ValueKind.FILE, ValueKind.VECTOR, ValueKind.KEY)) {
      String value = given.value(way);
      if (value != null) {
        known = known.with(BY, name(way)).with(name(way), value);
      }
    }
    return known;
  }

  private static String name(ValueKind way) {
    return way == ValueKind.KEY ? ID : way == ValueKind.VECTOR ? VECTOR : FILE;
  }

  @Override
  protected List<Question> questions(ArgSpec argument, Answers answers) {
    String option = Invocation.name(argument);
    return switch (ValueKind.of(argument)) {
      case VECTOR_FIELD -> field(answers, option);
      case KEY -> answers.has(BY) ? List.of(query(answers)) : List.of(by());
      case LIMIT -> List.of(limit(option));
      case SEARCH_PARAMETER -> parameters(answers);
      default -> super.questions(argument, answers);
    };
  }

  @Override
  protected String standardFields(Answers answers) {
    return questions.scalarFields(answers);
  }

  private List<Question> field(Answers answers, String option) {
    List<FieldSchema> vectors =
        catalog.describe(Questions.collection(answers)).schema().vectorFields();
    if (answers.has(FIELD)) {
      catalog.field(Questions.collection(answers), answers.get(FIELD));
      return List.of();
    }
    List<Choice> choices = vectors.stream().map(field -> Choice.of(field.name())).toList();
    return List.of(
        Question.of(FIELD, "The vector field to search", option, new AnswerKind.OneOf(choices))
            .withDefault(vectors.getFirst().name()));
  }

  private static Question by() {
    return Question.of(
            BY,
            "Search by",
            "--id, --vector or --file",
            new AnswerKind.OneOf(
                List.of(
                    Choice.of(ID, "the vector of a row"),
                    Choice.of(VECTOR, "numbers that you type"),
                    Choice.of(FILE, "each vector of a file"))))
        .withDefault(ID);
  }

  private Question query(Answers answers) {
    FieldSchema field = vectorField(answers);
    return switch (answers.get(BY)) {
      case ID -> {
        FieldSchema key = catalog.describe(Questions.collection(answers)).schema().primaryKey();
        String collection = Questions.collection(answers);
        yield Question.of(
            ID,
            "Row with this %s (%s)".formatted(key.name(), key.type()),
            "--id (-i)",
            new AnswerKind.Text(
                Questions.rule(text -> catalog.vectorOfRow(collection, field, text))));
      }
      case FILE ->
          Question.of(FILE, "File", "--file", questions.file(path -> QueryFile.read(path, field)));
      default ->
          Question.of(
              VECTOR,
              "Vector",
              "--vector",
              new AnswerKind.Text(
                  Questions.rule(text -> TypedVectors.parse(field, text)),
                  spelling(field),
                  List.of()));
    };
  }

  private static String spelling(FieldSchema field) {
    return switch (Kinds.of(field)) {
      case FLOAT -> "[0.1, 0.2, ...] with %d numbers".formatted(field.dim());
      case BINARY -> "[255, 0, ...] with %d bytes".formatted(field.dim() / Byte.SIZE);
    };
  }

  private static Question limit(String option) {
    return Question.of(LIMIT, "Limit", option, new AnswerKind.WholeNumber(1, SchemaRules.MAX_LIMIT))
        .optional(Integer.toString(DEFAULT_LIMIT))
        .withHelp("Neighbours for each vector.");
  }

  private List<Question> parameters(Answers answers) {
    List<Question> parameters = new ArrayList<>();
    int wanted = Integer.parseInt(answers.get(LIMIT)) + offset();
    for (Suggestion standard : standard(answers, wanted)) {
      Map<String, Object> build = index(answers).orElseThrow().parameters();
      parameters.add(
          ParameterQuestions.question("Search params ", standard, Facts.ofSearch(build, wanted)));
    }
    return parameters;
  }

  private List<Suggestion> standard(Answers answers, int wanted) {
    return index(answers)
        .map(
            index ->
                ParameterQuestions.defaults(given.value(ValueKind.DEFAULTS))
                    .search(index.type().require(), index.parameters(), wanted))
        .orElse(List.of());
  }

  private Optional<IndexInfo> index(Answers answers) {
    return catalog.indexOf(Questions.collection(answers), answers.get(FIELD));
  }

  private FieldSchema vectorField(Answers answers) {
    return catalog.field(Questions.collection(answers), answers.get(FIELD));
  }

  private int offset() {
    String offset = given.value(ValueKind.OFFSET);
    return offset == null ? 0 : Integer.parseInt(offset);
  }

  @Override
  void apply(Answers answers) {
    super.apply(answers);
    given.set(ValueKind.KEY, answers.given(ID).map(List::of).orElse(List.of()));
    given.set(ValueKind.VECTOR, answers.given(VECTOR).map(List::of).orElse(List.of()));
    given.set(ValueKind.FILE, answers.given(FILE).map(List::of).orElse(List.of()));
  }

  @Override
  protected List<String> values(ArgSpec argument, Answers answers) {
    if (ValueKind.of(argument) != ValueKind.SEARCH_PARAMETER) {
      return super.values(argument, answers);
    }
    // What was given already stays, bounds of a range among it.
    Map<String, String> parameters = Pairs.parse(given.values(ValueKind.SEARCH_PARAMETER));
    for (Suggestion standard : standard(answers, 1)) {
      String name = standard.parameter().name();
      parameters.put(name, answers.get(ParameterQuestions.name(name)));
    }
    return Pairs.texts(parameters);
  }
}
