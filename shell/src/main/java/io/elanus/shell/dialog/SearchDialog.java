package io.elanus.shell.dialog;

import io.elanus.api.FieldSchema;
import io.elanus.api.IndexInfo;
import io.elanus.api.SchemaRules;
import io.elanus.api.index.Facts;
import io.elanus.api.index.Suggestion;
import io.elanus.formats.VectorFile;
import io.elanus.prompts.AnswerKind;
import io.elanus.prompts.Answers;
import io.elanus.prompts.Choice;
import io.elanus.prompts.Question;
import io.elanus.shell.action.VectorText;
import io.elanus.shell.input.SearchInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Collection, vector field, what to search for, how many neighbours, the index's parameters, fields
 * to show.
 */
final class SearchDialog {
  private static final String FIELD = "field";
  private static final String BY = "by";
  private static final String ID = "id";
  private static final String VECTOR = "vector";
  private static final String FILE = "file";
  private static final String LIMIT = "limit";
  private static final int DEFAULT_LIMIT = 10;

  private final Catalog catalog;
  private final Questions questions;
  private final SearchInput given;

  SearchDialog(Catalog catalog, Questions questions, SearchInput given) {
    this.catalog = catalog;
    this.questions = questions;
    this.given = given;
  }

  CommandDialog dialog() {
    String by =
        given.id() != null
            ? ID
            : given.vector() != null ? VECTOR : given.file() != null ? FILE : null;
    Answers known =
        CommandDialog.given(
            Questions.COLLECTION,
            given.collection(),
            FIELD,
            given.field(),
            BY,
            by,
            ID,
            given.id(),
            VECTOR,
            given.vector(),
            FILE,
            given.file(),
            LIMIT,
            given.limit(),
            Questions.OUTPUT_FIELDS,
            given.outputFields() == null ? null : String.join(",", given.outputFields()));
    if (given.parameters() != null) {
      for (Map.Entry<String, String> parameter : given.parameters().entrySet()) {
        known = known.with(ParameterQuestions.name(parameter.getKey()), parameter.getValue());
      }
    }
    Steps form =
        new Steps(
            questions::collection,
            this::field,
            _ -> List.of(by()),
            answers -> List.of(query(answers), limit()),
            this::parameters,
            answers -> List.of(questions.outputFields(answers, questions.scalarFields(answers))));
    return new CommandDialog(known, form, this::input);
  }

  private List<Question> field(Answers answers) {
    List<FieldSchema> vectors =
        catalog.describe(answers.get(Questions.COLLECTION)).schema().vectorFields();
    if (answers.has(FIELD)) {
      catalog.field(answers.get(Questions.COLLECTION), answers.get(FIELD));
      return List.of();
    }
    List<Choice> choices = vectors.stream().map(field -> Choice.of(field.name())).toList();
    return List.of(
        Question.of(
                FIELD,
                "The vector field to search",
                "--field-name (-f)",
                new AnswerKind.OneOf(choices))
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
        FieldSchema key = catalog.describe(answers.get(Questions.COLLECTION)).schema().primaryKey();
        String collection = answers.get(Questions.COLLECTION);
        yield Question.of(
            ID,
            "Row with this %s (%s)".formatted(key.name(), key.type()),
            "--id (-i)",
            new AnswerKind.Text(
                Questions.rule(text -> catalog.vectorOfRow(collection, field, text))));
      }
      case FILE ->
          Question.of(FILE, "File", "--file", questions.file(path -> VectorFile.read(path, field)));
      default ->
          Question.of(
              VECTOR,
              "Vector",
              "--vector",
              new AnswerKind.Text(
                  Questions.rule(text -> VectorText.parse(field, text)),
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

  private static Question limit() {
    return Question.of(
            LIMIT, "Limit", "--limit (-l)", new AnswerKind.WholeNumber(1, SchemaRules.MAX_LIMIT))
        .optional(Integer.toString(DEFAULT_LIMIT))
        .withHelp("Neighbours for each vector.");
  }

  private List<Question> parameters(Answers answers) {
    List<Question> parameters = new ArrayList<>();
    int wanted =
        Integer.parseInt(answers.get(LIMIT)) + (given.offset() == null ? 0 : given.offset());
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
                ParameterQuestions.defaults(given.defaults())
                    .search(index.type(), index.parameters(), wanted))
        .orElse(List.of());
  }

  private Optional<IndexInfo> index(Answers answers) {
    return catalog.indexOf(answers.get(Questions.COLLECTION), answers.get(FIELD));
  }

  private FieldSchema vectorField(Answers answers) {
    return catalog.field(answers.get(Questions.COLLECTION), answers.get(FIELD));
  }

  private SearchInput input(Answers answers) {
    // What was given already stays, bounds of a range among it.
    Map<String, String> parameters = new LinkedHashMap<>();
    if (given.parameters() != null) {
      parameters.putAll(given.parameters());
    }
    for (Suggestion standard : standard(answers, 1)) {
      String name = standard.parameter().name();
      parameters.put(name, answers.get(ParameterQuestions.name(name)));
    }
    return new SearchInput(
        answers.get(Questions.COLLECTION),
        answers.get(FIELD),
        answers.get(VECTOR),
        answers.given(FILE).map(Path::of).orElse(null),
        answers.get(ID),
        Integer.valueOf(answers.get(LIMIT)),
        given.offset(),
        given.metric(),
        parameters.isEmpty() ? null : parameters,
        given.defaults(),
        Questions.outputFields(answers));
  }
}
