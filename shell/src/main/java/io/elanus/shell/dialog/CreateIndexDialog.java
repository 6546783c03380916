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
import io.elanus.api.index.Parameter;
import io.elanus.api.index.Suggestion;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.prompts.AnswerKind;
import io.elanus.prompts.Answers;
import io.elanus.prompts.Choice;
import io.elanus.prompts.Question;
import io.elanus.shell.action.Pairs;
import io.elanus.shell.grammar.Invocation;
import io.elanus.shell.grammar.ValueKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;

/** Collection, field, type, metric, the parameters of that type, and how long to wait. */
public final class CreateIndexDialog extends CommandDialog {
  private static final String FIELD = ValueKind.FIELD_TO_INDEX.name();
  private static final String TYPE = ValueKind.INDEX_TYPE.name();
  private static final String METRIC = ValueKind.INDEX_METRIC.name();

  private final CatalogLookup catalog;

  public CreateIndexDialog(Questions questions, Invocation given) {
    super(questions, given);
    this.catalog = questions.catalog();
  }

  @Override
  protected List<Question> questions(ArgSpec argument, Answers answers) {
    String option = Invocation.name(argument);
    return switch (ValueKind.of(argument)) {
      case FIELD_TO_INDEX -> field(answers, option);
      case INDEX_TYPE -> type(answers, option);
      case INDEX_METRIC -> metric(answers, option);
      case BUILD_PARAMETER -> parameters(answers);
      default -> super.questions(argument, answers);
    };
  }

  private List<Question> field(Answers answers, String option) {
    CollectionInfo collection = catalog.describe(Questions.collection(answers));
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
                option,
                new AnswerKind.OneOf(choices))
            .withDefault(free.size() == 1 ? free.getFirst() : null));
  }

  private static void requireVector(CollectionInfo collection, String name) {
    FieldSchema field = collection.schema().field(name);
    if (!field.isVector()) {
      List<String> vectors =
          collection.schema().vectorFields().stream().map(FieldSchema::name).toList();
      throw new ElanusException(
          ErrorCode.INVALID_ARGUMENT,
          "an index needs a vector field, %s is %s".formatted(name, field.type()),
          "vector fields: " + String.join(", ", vectors));
    }
  }

  private List<Question> type(Answers answers, String option) {
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
        Question.of(TYPE, "Index type", option, new AnswerKind.OneOf(choices))
            .withDefault(standard.name()));
  }

  private List<Question> metric(Answers answers, String option) {
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
        Question.of(METRIC, "Index metric type", option, new AnswerKind.OneOf(choices))
            .withDefault(spec.defaultMetric(kind).map(MetricType::name).orElse(null)));
  }

  private List<Question> parameters(Answers answers) {
    FieldSchema field = vectorField(answers);
    Map<String, String> early = Pairs.parse(given.values(ValueKind.BUILD_PARAMETER));
    MetricType metric = MetricTypes.parse(answers.get(METRIC));
    IndexTypes.validateBuild(indexType(answers), kind(answers), metric, field.dim(), early);
    long rows = catalog.describe(Questions.collection(answers)).rows();
    List<Question> parameters = new ArrayList<>();
    for (Suggestion standard :
        ParameterQuestions.defaults(given.value(ValueKind.DEFAULTS))
            .build(indexType(answers), rows, field.dim())) {
      parameters.add(
          ParameterQuestions.question("Index params ", standard, Facts.ofBuild(field.dim())));
    }
    return parameters;
  }

  @Override
  protected List<String> values(ArgSpec argument, Answers answers) {
    if (ValueKind.of(argument) != ValueKind.BUILD_PARAMETER) {
      return super.values(argument, answers);
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (Parameter parameter : IndexTypes.spec(indexType(answers)).buildParameters()) {
      String name = ParameterQuestions.name(parameter.name());
      if (answers.has(name)) {
        parameters.put(parameter.name(), answers.get(name));
      }
    }
    return Pairs.texts(parameters);
  }

  private static IndexType indexType(Answers answers) {
    return IndexTypes.parse(answers.get(TYPE));
  }

  private FieldSchema vectorField(Answers answers) {
    return catalog.field(Questions.collection(answers), answers.get(FIELD));
  }

  private DataKind kind(Answers answers) {
    return Kinds.of(vectorField(answers));
  }
}
