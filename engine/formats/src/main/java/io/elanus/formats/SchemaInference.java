package io.elanus.formats;

import io.elanus.api.CollectionSchema;
import io.elanus.api.DataType;
import io.elanus.api.FieldSchema;
import io.elanus.api.SchemaRules;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Suggestions;
import io.elanus.base.Wording;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Finds a schema for the rows of a file, from the first megabytes of it. */
final class SchemaInference {
  private static final long SAMPLE_BYTES = 32L << 20;
  private static final int MIN_VARCHAR = 64;

  /** Longer text is no key, however distinct. */
  private static final int MAX_KEY_BYTES = 256;

  private static final Set<ColumnProfile.Shape> INTEGERS =
      Set.of(ColumnProfile.Shape.INTEGER, ColumnProfile.Shape.PRECISE_INTEGER);

  private final SourceFile file;
  private final boolean json;
  private final Map<String, ColumnProfile> columns = new LinkedHashMap<>();
  private long rows;

  /**
   * @param json whether mixed values can become a JSON field; text otherwise
   */
  SchemaInference(SourceFile file, boolean json) {
    this.file = file;
    this.json = json;
  }

  ColumnProfile column(String name) {
    return columns.computeIfAbsent(name, ColumnProfile::new);
  }

  boolean wantsMore(long bytesRead) {
    return bytesRead <= SAMPLE_BYTES;
  }

  void endRow() {
    rows++;
  }

  /**
   * @param complete whether every row was seen
   */
  CollectionSchema schema(String collectionName, InferOptions options, boolean complete) {
    if (rows == 0) {
      throw file.malformed("must hold at least one row");
    }
    new Columns(file.name(), columns.keySet()).checkKnown(options.columnToField());
    columns.keySet().removeIf(column -> options.fieldName(column).isEmpty());
    Optional<ColumnProfile> key =
        options.autoId() ? Optional.empty() : key(collectionName, options);
    List<FieldSchema> fields = new ArrayList<>();
    Map<String, String> claims = new HashMap<>();
    for (ColumnProfile column : columns.values()) {
      String name = options.fieldName(column.name());
      checkClaim(claims.put(name, column.name()), column.name(), name);
      FieldSchema inferred = field(name, column, complete);
      FieldSchema field = options.given(name).orElse(inferred);
      fields.add(key.filter(column::equals).isPresent() ? field.asPrimaryKey() : field);
    }
    options.fields().stream()
        .filter(field -> !claims.containsKey(field.name()))
        .filter(field -> !field.name().equals(options.primaryKey()))
        .forEach(fields::add);
    requireVectors(fields);
    if (key.isEmpty()) {
      fields.addFirst(
          FieldSchema.scalar(autoKeyName(fields, options), DataType.INT64).asPrimaryKey());
    }
    return new CollectionSchema(collectionName, options.description(), fields, key.isEmpty());
  }

  /** Field names hold only ASCII letters, so that columns which differ can come to one name. */
  private void checkClaim(String other, String column, String field) {
    if (other != null) {
      throw new ElanusException(
          ErrorCode.INVALID_SCHEMA,
          "%s: columns must have fields of their own, %s and %s would both be %s"
              .formatted(file.name(), Wording.excerpt(other), Wording.excerpt(column), field),
          "name one: " + Mapping.option(column, "NAME"));
    }
  }

  private FieldSchema field(String name, ColumnProfile column, boolean complete) {
    return switch (type(column)) {
      case FLOAT_VECTOR -> FieldSchema.floatVector(name, column.dim());
      case VARCHAR -> FieldSchema.varchar(name, maxLength(column, complete));
      case DataType type -> FieldSchema.scalar(name, type);
    };
  }

  private DataType type(ColumnProfile column) {
    Set<ColumnProfile.Shape> shapes = column.shapes();
    if (shapes.equals(Set.of(ColumnProfile.Shape.VECTOR))) {
      return DataType.FLOAT_VECTOR;
    }
    if (!shapes.isEmpty() && INTEGERS.containsAll(shapes)) {
      return DataType.INT64;
    }
    if (shapes.equals(Set.of(ColumnProfile.Shape.BOOLEAN))) {
      return DataType.BOOL;
    }
    boolean numbers =
        Set.of(ColumnProfile.Shape.INTEGER, ColumnProfile.Shape.DECIMAL).containsAll(shapes);
    if (numbers && !shapes.isEmpty()) {
      return DataType.DOUBLE;
    }
    // Other numbers would lose digits as DOUBLE, and two of them become one.
    boolean text = Set.of(ColumnProfile.Shape.TEXT).containsAll(shapes);
    return text || !json ? DataType.VARCHAR : DataType.JSON;
  }

  /** Twice the longest text seen, four times where there is more to come; a power of two. */
  private static int maxLength(ColumnProfile column, boolean complete) {
    long wanted = Math.max(MIN_VARCHAR, (long) column.maxBytes() * (complete ? 2 : 4));
    long power = Long.highestOneBit(wanted);
    return (int) Math.min(SchemaRules.MAX_VARCHAR_LENGTH, power == wanted ? power : power * 2);
  }

  private void requireVectors(List<FieldSchema> fields) {
    if (fields.stream().anyMatch(field -> field.isVector())) {
      return;
    }
    columns.values().stream()
        .map(ColumnProfile::ragged)
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(
            message -> {
              throw new ElanusException(ErrorCode.INVALID_VECTOR, file.name() + ": " + message);
            });
    throw new ElanusException(
        ErrorCode.INVALID_SCHEMA,
        "%s: a column must hold vectors, as in [1, 2, 3], got columns %s"
            .formatted(
                file.name(),
                String.join(", ", columns.keySet().stream().map(Wording::excerpt).toList())),
        "where they are base64 of float32, give the field, as in -f NAME:FLOAT_VECTOR:DIM");
  }

  private Optional<ColumnProfile> key(String collectionName, InferOptions options) {
    if (options.primaryKey() != null) {
      return Optional.of(named(options.primaryKey(), options));
    }
    Set<String> usual = Set.of("id", "pk", "_id", collectionName.toLowerCase(Locale.ROOT) + "_id");
    List<ColumnProfile> fit = columns.values().stream().filter(this::canBeKey).toList();
    return fit.stream()
        .filter(column -> usual.contains(column.name().toLowerCase(Locale.ROOT)))
        .findFirst()
        .or(() -> fit.stream().findFirst());
  }

  private ColumnProfile named(String key, InferOptions options) {
    return columns.values().stream()
        .filter(column -> column.name().equals(key) || options.fieldName(column.name()).equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new ElanusException(
                    ErrorCode.FIELD_NOT_FOUND,
                    "%s has no column %s for the primary key".formatted(file.name(), key),
                    Suggestions.hint(key, columns.keySet())));
  }

  private boolean canBeKey(ColumnProfile column) {
    DataType type = type(column);
    return (type == DataType.INT64 || type == DataType.VARCHAR)
        && column.distinct()
        && column.values() == rows
        && column.maxBytes() <= MAX_KEY_BYTES;
  }

  private static String autoKeyName(List<FieldSchema> fields, InferOptions options) {
    if (options.primaryKey() != null) {
      return options.primaryKey();
    }
    List<String> taken = fields.stream().map(FieldSchema::name).toList();
    if (!taken.contains("id")) {
      return "id";
    }
    return taken.contains("auto_id") ? "elanus_id" : "auto_id";
  }
}
