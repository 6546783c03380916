package io.elanus.shell.complete;

import io.elanus.api.CollectionSchema;
import io.elanus.api.DataType;
import io.elanus.api.FieldSchema;
import io.elanus.api.IndexInfo;
import io.elanus.api.index.DataKind;
import io.elanus.api.index.Defaults;
import io.elanus.api.index.IndexSpec;
import io.elanus.api.index.IndexTypes;
import io.elanus.api.index.MetricType;
import io.elanus.api.index.Parameter;
import io.elanus.api.index.SearchRange;
import io.elanus.api.index.Stage;
import io.elanus.api.index.Suggestion;
import io.elanus.base.ElanusException;
import io.elanus.prompts.PathNames;
import io.elanus.shell.dialog.Kinds;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.ValueKind;
import io.elanus.shell.run.HelpTexts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The values that a flag or argument could take, given the rest of the line. */
final class Values {
  private final Grammar grammar;
  private final Names names;
  private final PathNames paths;

  Values(Grammar grammar, Names names, PathNames paths) {
    this.grammar = grammar;
    this.names = names;
    this.paths = paths;
  }

  /**
   * @param arguments the words of the command that stand before the cursor
   * @param typed the start of the value
   */
  List<Completion> of(CommandEntry entry, ArgSpec argument, List<String> arguments, String typed) {
    Line line = new Line(entry, arguments);
    ValueKind kind = ValueKind.of(argument);
    return switch (kind) {
      case COLLECTION, COLLECTION_TO_USE, COLLECTION_TO_DELETE ->
          names.collections().stream().map(Completion::of).toList();
      case NEW_FIELD -> fieldTypes(typed);
      case NEW_KEY -> newKeys(line);
      case FIELD_TO_INDEX, VECTOR_FIELD -> fields(line, true);
      case INDEXED_FIELD -> indexedFields(line);
      case FIELDS -> fieldList(line, typed);
      case INDEX -> indexes(line);
      case INDEX_TYPE -> types(line);
      case INDEX_METRIC, SEARCH_METRIC -> metrics(line);
      case BUILD_PARAMETER -> parameters(line, typed, Stage.BUILD);
      case SEARCH_PARAMETER -> parameters(line, typed, Stage.SEARCH);
      case FILE -> files(typed, true);
      case DIRECTORY -> files(typed, false);
      case COMMAND -> helped(arguments, typed);
      default -> kind.choices().stream().map(Completion::of).toList();
    };
  }

  /** Commands, and once something is typed what else help explains. */
  private List<Completion> helped(List<String> words, String typed) {
    List<Completion> helped = new ArrayList<>(grammar.nextWords(words));
    if (words.isEmpty() && !typed.isEmpty()) {
      HelpTexts.topics().forEach(topic -> helped.add(Completion.of(topic)));
    }
    return helped;
  }

  private List<Completion> fields(Line line, boolean vectorsOnly) {
    return line.schema().stream()
        .flatMap(schema -> schema.fields().stream())
        .filter(field -> !vectorsOnly || field.isVector())
        .map(field -> Completion.of(field.name(), field.type().name()))
        .toList();
  }

  private List<Completion> indexedFields(Line line) {
    return line.collection().stream()
        .flatMap(collection -> names.indexes(collection).stream())
        .map(index -> Completion.of(index.field(), index.type().name()))
        .toList();
  }

  /** Types behind the name and its colon; one that takes a number gets the next colon. */
  private static List<Completion> fieldTypes(String typed) {
    int colon = typed.indexOf(':');
    if (colon <= 0) {
      return List.of();
    }
    String before = typed.substring(0, colon + 1);
    return Arrays.stream(DataType.values())
        .map(
            type ->
                type.isVector()
                    ? Completion.start(before + type + ":", "dim behind the colon")
                    : Completion.of(before + type))
        .toList();
  }

  /** The fields that the line makes, of the types that a key may have. */
  private static List<Completion> newKeys(Line line) {
    List<Completion> keys = new ArrayList<>();
    for (String field : line.values(ValueKind.NEW_FIELD)) {
      String[] parts = field.split(":", 3);
      if (parts.length > 1
          && (parts[1].equalsIgnoreCase("INT64") || parts[1].equalsIgnoreCase("VARCHAR"))) {
        keys.add(Completion.of(parts[0], parts[1]));
      }
    }
    return keys;
  }

  /** Field names with commas between them: the last one is being typed. */
  private List<Completion> fieldList(Line line, String typed) {
    String before = typed.substring(0, typed.lastIndexOf(',') + 1);
    List<String> taken = Arrays.asList(before.split(","));
    return fields(line, false).stream()
        .filter(field -> !taken.contains(field.value()))
        .map(field -> Completion.start(before + field.value(), field.help()))
        .toList();
  }

  private List<Completion> indexes(Line line) {
    return line.collection().stream()
        .flatMap(collection -> names.indexes(collection).stream())
        .map(index -> Completion.of(index.name(), index.type() + " of " + index.field()))
        .toList();
  }

  private List<Completion> types(Line line) {
    Optional<FieldSchema> field = line.vectorField();
    return IndexTypes.all().stream()
        .filter(IndexSpec::available)
        .filter(spec -> field.isEmpty() || spec.fits(line.kind(field.get())))
        .map(spec -> Completion.of(spec.name(), spec.sentence()))
        .toList();
  }

  private List<Completion> metrics(Line line) {
    Optional<IndexSpec> spec = line.indexSpec();
    Optional<FieldSchema> field = line.vectorField();
    List<MetricType> all = spec.map(IndexSpec::metrics).orElse(List.of(MetricType.values()));
    return all.stream()
        .filter(
            metric ->
                field.isEmpty() || metric.isBinary() == (line.kind(field.get()) == DataKind.BINARY))
        .map(metric -> Completion.of(metric.name()))
        .toList();
  }

  /** {@code nlist:} first, then the value that it would take by itself behind the colon. */
  private List<Completion> parameters(Line line, String typed, Stage stage) {
    Map<String, Parameter> fitting = new LinkedHashMap<>();
    Map<String, IndexSpec> owners = new LinkedHashMap<>();
    List<IndexSpec> specs = line.indexSpec().map(List::of).orElseGet(IndexTypes::all);
    for (IndexSpec spec : specs) {
      for (Parameter parameter : spec.parameters(stage)) {
        fitting.putIfAbsent(parameter.name(), parameter);
        owners.putIfAbsent(parameter.name(), spec);
      }
    }
    int separator = Math.max(typed.indexOf(':'), typed.indexOf('='));
    if (separator > 0) {
      Parameter parameter = fitting.get(typed.substring(0, separator));
      String before = typed.substring(0, separator + 1);
      return parameter == null
          ? List.of()
          : line.examples(owners.get(parameter.name()), parameter).stream()
              .map(value -> Completion.of(before + value, parameter.sentence()))
              .toList();
    }
    List<Completion> offered = new ArrayList<>();
    fitting.values().stream()
        .filter(parameter -> !line.givesParameter(parameter.name()))
        .map(parameter -> Completion.start(parameter.name() + ":", parameter.sentence()))
        .forEach(offered::add);
    if (stage == Stage.SEARCH) {
      SearchRange.sentences()
          .forEach(
              (name, sentence) -> {
                if (!line.givesParameter(name)) {
                  offered.add(Completion.start(name + ":", sentence));
                }
              });
    }
    return offered;
  }

  private List<Completion> files(String typed, boolean withFiles) {
    return paths.completions(typed, _ -> withFiles).stream()
        .map(path -> new Completion(path, "", !path.endsWith("/")))
        .toList();
  }

  /** What the line says already. */
  private final class Line {
    private final CommandEntry entry;
    private final List<String> arguments;

    Line(CommandEntry entry, List<String> arguments) {
      this.entry = entry;
      this.arguments = arguments;
    }

    /** The last value of the flag of a kind. */
    private Optional<String> value(ValueKind kind) {
      List<String> values = values(kind);
      return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
    }

    /** All values of the flag of a kind, which may be repeated. */
    List<String> values(ValueKind kind) {
      List<String> spellings = new ArrayList<>();
      for (OptionSpec option : grammar.spec(entry).options()) {
        if (ValueKind.of(option) == kind) {
          spellings.addAll(List.of(option.names()));
        }
      }
      List<String> values = new ArrayList<>();
      for (int i = 0; i + 1 < arguments.size(); i++) {
        if (spellings.contains(arguments.get(i))) {
          values.add(arguments.get(i + 1));
        }
      }
      return values;
    }

    boolean givesParameter(String name) {
      return arguments.stream()
          .anyMatch(word -> word.startsWith(name + ":") || word.startsWith(name + "="));
    }

    /** The collection named, else the one in use, else the only one. */
    Optional<String> collection() {
      return value(ValueKind.COLLECTION)
          .or(names::collectionInUse)
          .or(
              () -> {
                List<String> all = names.collections();
                return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
              });
    }

    Optional<CollectionSchema> schema() {
      return collection().flatMap(names::schema);
    }

    /** The field named, else the only vector field. */
    Optional<FieldSchema> vectorField() {
      Optional<CollectionSchema> schema = schema();
      if (schema.isEmpty()) {
        return Optional.empty();
      }
      List<FieldSchema> vectors = schema.get().vectorFields();
      Optional<String> name =
          value(ValueKind.FIELD_TO_INDEX).or(() -> value(ValueKind.VECTOR_FIELD));
      return vectors.stream()
          .filter(field -> name.map(field.name()::equals).orElse(vectors.size() == 1))
          .findFirst();
    }

    DataKind kind(FieldSchema field) {
      return Kinds.of(field);
    }

    /** The type named, else that of the field's index. */
    Optional<IndexSpec> indexSpec() {
      Optional<String> type = value(ValueKind.INDEX_TYPE);
      if (type.isPresent()) {
        try {
          return Optional.of(IndexTypes.spec(IndexTypes.parse(type.get())));
        } catch (ElanusException unknown) {
          return Optional.empty();
        }
      }
      return index().flatMap(index -> index.type().known()).map(IndexTypes::spec);
    }

    private boolean searches() {
      return grammar.spec(entry).options().stream()
          .anyMatch(option -> ValueKind.of(option) == ValueKind.SEARCH_PARAMETER);
    }

    private Optional<IndexInfo> index() {
      if (!searches()) {
        return Optional.empty();
      }
      return vectorField()
          .flatMap(
              field ->
                  collection().stream()
                      .flatMap(collection -> names.indexes(collection).stream())
                      .filter(index -> index.field().equals(field.name()))
                      .findFirst());
    }

    /**
     * The values worth typing; of a number the one that it would take by itself, if it is known.
     */
    List<String> examples(IndexSpec spec, Parameter parameter) {
      int dim = vectorField().map(FieldSchema::dim).orElse(0);
      if (!parameter.choices().isEmpty() || dim == 0 && parameter.divides() != null) {
        return parameter.choices();
      }
      return standards(spec, parameter.stage(), Math.max(1, dim)).stream()
          .filter(standard -> standard.parameter().equals(parameter))
          .map(standard -> standard.value().toString())
          .toList();
    }

    private List<Suggestion> standards(IndexSpec spec, Stage stage, int dim) {
      boolean milvus =
          value(ValueKind.DEFAULTS).filter(Defaults.MILVUS.label()::equals).isPresent();
      Defaults rule = milvus ? Defaults.MILVUS : Defaults.FITTED;
      return switch (stage) {
        case BUILD -> rule.build(spec.type(), collection().map(names::rows).orElse(0L), dim);
        case SEARCH ->
            rule.search(spec.type(), index().map(IndexInfo::parameters).orElse(Map.of()), wanted());
      };
    }

    /** How many neighbours are searched for; 1, which fits every index, where it is not known. */
    private int wanted() {
      try {
        return value(ValueKind.LIMIT).map(Integer::parseInt).filter(limit -> limit > 0).orElse(1);
      } catch (NumberFormatException typing) {
        return 1;
      }
    }
  }
}
