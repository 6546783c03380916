package io.elanus.shell.grammar;

import io.elanus.api.index.Defaults;
import io.elanus.api.index.IndexSpec;
import io.elanus.api.index.IndexTypes;
import io.elanus.api.index.MetricType;
import io.elanus.api.index.Parameter;
import io.elanus.api.index.SearchRange;
import io.elanus.api.index.Stage;
import io.elanus.shell.action.OnDuplicate;
import io.elanus.shell.output.OutputFormat;
import io.elanus.shell.session.ProgressMode;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;

/** What the value of an option or parameter names. */
public enum ValueKind {
  /** The collection in use where none is named. */
  COLLECTION,
  /** The collection that is used from now on. */
  COLLECTION_TO_USE,
  /** Always named, never the one in use. */
  COLLECTION_TO_DELETE,
  /** The name of a collection that is yet to be made. */
  NEW_COLLECTION,
  /** {@code name:TYPE} and more, of a field that is yet to be made. */
  NEW_FIELD,
  /** A field that the line makes. */
  NEW_KEY,
  /** Whether the engine makes the keys. */
  AUTO_ID,
  DESCRIPTION,
  FIELDS,
  /** A vector field that is to get an index. */
  FIELD_TO_INDEX,
  VECTOR_FIELD,
  /** A field that has an index. */
  INDEXED_FIELD,
  INDEX,
  INDEX_TYPE,
  INDEX_METRIC,
  SEARCH_METRIC,
  /** {@code name:value}, for a build. */
  BUILD_PARAMETER,
  /** {@code name:value}, for a search. */
  SEARCH_PARAMETER,
  DEFAULTS,
  FILE,
  /** {@code column=field}, for columns of a file. */
  COLUMN_MAP,
  DIRECTORY,
  OUTPUT_FORMAT,
  PROGRESS_MODE,
  ON_DUPLICATE,
  COMMAND,
  CLEAR,
  /** Primary keys of the rows that a command is about. */
  KEYS,
  /** Primary key of one row, as {@code --id}. */
  KEY,
  /** A row as JSON. */
  ROW,
  /** Numbers between brackets. */
  VECTOR,
  COUNT,
  /** How many are passed over. */
  OFFSET,
  /** How many rows, or neighbours of each vector. */
  LIMIT,
  /** A span of time, in seconds. */
  SECONDS,
  /** Leave to do what cannot be undone. */
  CONFIRMATION,
  /** Nothing that could be listed. */
  FREE;

  /** The kind of an argument's value; free where none is declared, as for a plain switch. */
  public static ValueKind of(ArgSpec argument) {
    Takes takes = takes(argument);
    return takes == null ? FREE : takes.value();
  }

  /** The declaration of an argument; null where there is none. */
  static Takes takes(ArgSpec argument) {
    return argument.userObject() instanceof AnnotatedElement field
        ? field.getAnnotation(Takes.class)
        : null;
  }

  /** Whether a line names it by its long name, as the short one means more than one thing. */
  boolean isSpeltOut() {
    return this == SECONDS || this == KEY || this == CONFIRMATION;
  }

  /**
   * The values that are there whatever the data, with the colon of a parameter that a value
   * follows; empty where values depend on data or files.
   */
  public List<String> choices() {
    return switch (this) {
      case INDEX_TYPE ->
          IndexTypes.all().stream().filter(IndexSpec::available).map(IndexSpec::name).toList();
      case INDEX_METRIC, SEARCH_METRIC ->
          Arrays.stream(MetricType.values()).map(MetricType::name).toList();
      case BUILD_PARAMETER -> parameters(Stage.BUILD, Stream.empty());
      case SEARCH_PARAMETER -> parameters(Stage.SEARCH, SearchRange.sentences().keySet().stream());
      case DEFAULTS -> Defaults.NAMES;
      case OUTPUT_FORMAT -> OutputFormat.NAMES;
      case PROGRESS_MODE -> ProgressMode.NAMES;
      case ON_DUPLICATE -> OnDuplicate.NAMES;
      case CLEAR -> List.of("clear");
      default -> List.of();
    };
  }

  private static List<String> parameters(Stage stage, Stream<String> ofAll) {
    Stream<String> ofTypes =
        IndexTypes.all().stream()
            .flatMap(spec -> spec.parameters(stage).stream())
            .map(Parameter::name)
            .distinct();
    return Stream.concat(ofTypes, ofAll).map(name -> name + ":").toList();
  }

  /** Whether it names a collection that is there. */
  public boolean isCollection() {
    return this == COLLECTION || this == COLLECTION_TO_USE || this == COLLECTION_TO_DELETE;
  }

  /** Whether parameters of index types are meant. */
  public boolean isParameter() {
    return this == BUILD_PARAMETER || this == SEARCH_PARAMETER;
  }
}
