package io.elanus.shell.dialog;

import io.elanus.api.CollectionInfo;
import io.elanus.api.FieldSchema;
import io.elanus.api.IndexInfo;
import io.elanus.api.index.DataKind;
import io.elanus.api.index.Facts;
import io.elanus.api.index.IndexSpec;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.IndexTypes;
import io.elanus.api.index.MetricType;
import io.elanus.api.index.MetricTypes;
import io.elanus.api.index.Suggestion;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.prompts.AnswerKind;
import io.elanus.prompts.Answers;
import io.elanus.prompts.Choice;
import io.elanus.prompts.Question;
import io.elanus.shell.input.IndexInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collection, field, type, metric, the parameters of that type, and how long to wait. */
final class CreateIndexDialog {
  private static final String FIELD = "field";
  private static final String TYPE = "type";
  private static final String METRIC = "metric";

  private final Catalog catalog;
  private final Questions questions;
  private final IndexInput.Create given;

  CreateIndexDialog(Catalog catalog, Questions questions, IndexInput.Create given) {
    this.catalog = catalog;
    this.questions = questions;
    this.given = given;
  }

  CommandDialog dialog() {
    Answers known =
        CommandDialog.given(
            Questions.COLLECTION,
            given.collection(),
            FIELD,
            given.field(),
            TYPE,
            given.type(),
            METRIC,
            given.metric(),
            Questions.TIMEOUT,
            given.async() ? "" : given.timeoutSeconds());
    if (given.parameters() != null) {
      for (Map.Entry<String, String> parameter : given.parameters().entrySet()) {
        known = known.with(ParameterQuestions.name(parameter.getKey()), parameter.getValue());
      }
    }
    Steps form =
        new Steps(
            questions::collection,
            this::field,
            this::type,
            this::metric,
            this::parameters,
            _ ->
                List.of(
                    Questions.timeout("Seconds to wait for the build; Enter waits for its end.")));
    return new CommandDialog(known, form, this::input);
  }

  private List<Question> field(Answers answers) {
    CollectionInfo collection = catalog.describe(answers.get(Questions.COLLECTION));
    if (answers.has(FIELD)) {
      requireVector(collection, answers.get(FIELD));
      return List.of();
    }
    List<Choice> choices = new ArrayList<>();
    for (FieldSchema field : collection.schema().vectorFields()) {
      Optional<IndexInfo> index =
          catalog.indexOf(collection.name(), field.name()).filter(present -> !present.givenUp());
      choices.add(
          index.isEmpty()
              ? Choice.of(field.name())
              : Choice.unavailable(
                  field.name(),
                  "already has the %s index %s".formatted(index.get().type(), index.get().name())));
    }
    List<String> free = choices.stream().filter(Choice::available).map(Choice::value).toList();
    if (free.isEmpty()) {
      throw new ElanusException(
          ErrorCode.ALREADY_EXISTS,
          "every vector field of %s has an index".formatted(collection.name()),
          "delete one first: delete index -c %s".formatted(collection.name()));
    }
    return List.of(
        Question.of(
                FIELD,
                "The name of the field to create an index for",
                "--field-name (-f)",
                new AnswerKind.OneOf(choices))
            .withDefault(free.size() == 1 ? free.getFirst() : null));
  }

  private static void requireVector(CollectionInfo collection, String name) {
    FieldSchema field = collection.schema().field(name);
    if (!field.type().isVector()) {
      List<String> vectors =
          collection.schema().vectorFields().stream().map(FieldSchema::name).toList();
      throw new ElanusException(
          ErrorCode.INVALID_ARGUMENT,
          "an index needs a vector field, %s is %s".formatted(name, field.type()),
          "vector fields: " + String.join(", ", vectors));
    }
  }

  private List<Question> type(Answers answers) {
    if (answers.has(TYPE)) {
      IndexTypes.requireAvailable(indexType(answers));
      return List.of();
    }
    List<IndexSpec> fitting = IndexTypes.fitting(kind(answers));
    List<Choice> choices =
        fitting.stream()
            .map(
                spec ->
                    spec.available()
                        ? Choice.of(spec.name(), spec.sentence())
                        : Choice.unavailable(spec.name(), "not available yet"))
            .toList();
    IndexType standard =
        switch (kind(answers)) {
          case FLOAT -> IndexType.IVF_FLAT;
          case BINARY -> IndexType.BIN_IVF_FLAT;
        };
    return List.of(
        Question.of(TYPE, "Index type", "--index-type (-t)", new AnswerKind.OneOf(choices))
            .withDefault(standard.name()));
  }

  private List<Question> metric(Answers answers) {
    IndexType type = indexType(answers);
    DataKind kind = kind(answers);
    if (answers.has(METRIC)) {
      MetricTypes.checkFits(type, kind, MetricTypes.parse(answers.get(METRIC)));
      return List.of();
    }
    IndexSpec spec = IndexTypes.spec(type);
    List<Choice> choices =
        spec.metrics(kind).stream()
            .map(metric -> Choice.of(metric.name(), MetricHelp.sentence(metric)))
            .toList();
    return List.of(
        Question.of(
                METRIC, "Index metric type", "--metric-type (-m)", new AnswerKind.OneOf(choices))
            .withDefault(spec.defaultMetric(kind).map(MetricType::name).orElse(null)));
  }

  private List<Question> parameters(Answers answers) {
    FieldSchema field = vectorField(answers);
    Map<String, String> early = given.parameters() == null ? Map.of() : given.parameters();
    MetricType metric = MetricTypes.parse(answers.get(METRIC));
    IndexTypes.validateBuild(indexType(answers), kind(answers), metric, field.dim(), early);
    long rows = catalog.describe(answers.get(Questions.COLLECTION)).rows();
    List<Question> parameters = new ArrayList<>();
    for (Suggestion standard :
        ParameterQuestions.defaults(given.defaults())
            .build(indexType(answers), rows, field.dim())) {
      parameters.add(
          ParameterQuestions.question("Index params ", standard, Facts.ofBuild(field.dim())));
    }
    return parameters;
  }

  private IndexInput.Create input(Answers answers) {
    Map<String, String> parameters = new LinkedHashMap<>();
    IndexTypes.spec(indexType(answers)).buildParameters().stream()
        .map(parameter -> parameter.name())
        .filter(name -> answers.has(ParameterQuestions.name(name)))
        .forEach(name -> parameters.put(name, answers.get(ParameterQuestions.name(name))));
    return new IndexInput.Create(
        answers.get(Questions.COLLECTION),
        answers.get(FIELD),
        given.indexName(),
        answers.get(TYPE),
        answers.get(METRIC),
        parameters,
        given.defaults(),
        Questions.seconds(answers),
        given.async());
  }

  private static IndexType indexType(Answers answers) {
    return IndexTypes.parse(answers.get(TYPE));
  }

  private FieldSchema vectorField(Answers answers) {
    return catalog.field(answers.get(Questions.COLLECTION), answers.get(FIELD));
  }

  private DataKind kind(Answers answers) {
    return Kinds.of(vectorField(answers));
  }
}
