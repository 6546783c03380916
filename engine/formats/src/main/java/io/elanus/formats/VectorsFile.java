package io.elanus.formats;

import io.elanus.api.CollectionSchema;
import io.elanus.api.DataType;
import io.elanus.api.FieldSchema;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A file of vectors and nothing else; they fill the one vector field of a collection. */
final class VectorsFile implements RowFile {
  /** The name under which a mapping refers to the vectors of the file. */
  static final String COLUMN = "vector";

  private final SourceFile file;
  private final ElementType type;
  private final int width;

  private VectorsFile(SourceFile file, ElementType type, int width) {
    this.file = file;
    this.type = type;
    this.width = width;
  }

  /** Reads the head only. */
  static VectorsFile open(SourceFile file) {
    try (VectorStream vectors = VectorStream.open(file)) {
      if (vectors instanceof NpyVectors npy && !npy.isMatrix()) {
        throw file.malformed("shape must be (rows, dim), got " + npy.shapeText());
      }
      return new VectorsFile(file, vectors.type(), vectors.dim());
    }
  }

  @Override
  public Path path() {
    return file.path();
  }

  @Override
  public CollectionSchema inferSchema(String collectionName, InferOptions options) {
    new Columns(file.name(), List.of(COLUMN)).checkKnown(options.columnToField());
    String key = options.primaryKey() == null ? "id" : options.primaryKey();
    List<FieldSchema> fields = new ArrayList<>();
    fields.add(options.given(key).orElse(FieldSchema.scalar(key, DataType.INT64)).asPrimaryKey());
    fields.add(vectorField(options));
    options.fields().stream()
        .filter(field -> fields.stream().noneMatch(known -> known.name().equals(field.name())))
        .forEach(fields::add);
    return new CollectionSchema(collectionName, options.description(), fields, true);
  }

  /** The one that is given, whatever its name, as the file has nothing else. */
  private FieldSchema vectorField(InferOptions options) {
    return options.fields().stream()
        .filter(field -> field.isVector())
        .findFirst()
        .orElse(FieldSchema.floatVector(options.fieldName(COLUMN), width));
  }

  /** Bytes may be small numbers or packed bits, whatever the format; the file cannot tell. */
  @Override
  public List<String> inferenceNotes(CollectionSchema inferred) {
    if (type != ElementType.UINT8) {
      return List.of();
    }
    String field = inferred.vectorFields().getFirst().name();
    return List.of(
        "%s holds uint8 values, taken as numbers for %s FLOAT_VECTOR(%d); if they are packed bits, give the fields: -f %s:INT64 -f %s:BINARY_VECTOR:%d -p %s -A"
            .formatted(
                file.name(),
                field,
                width,
                inferred.primaryKey().name(),
                field,
                width * 8L,
                inferred.primaryKey().name()));
  }

  @Override
  public RowReader read(CollectionSchema schema, Map<String, String> columnToField, int batchRows) {
    FieldSchema field = target(schema, columnToField);
    checkWidth(field);
    List<String> missing =
        schema.fields().stream()
            .filter(other -> !other.equals(field) && !(other.primaryKey() && schema.autoId()))
            .map(FieldSchema::name)
            .toList();
    if (!missing.isEmpty()) {
      throw new ElanusException(
          ErrorCode.INVALID_ROW,
          "%s holds only vectors, collection %s needs %s too"
              .formatted(file.name(), schema.name(), String.join(", ", missing)),
          "use a .csv or .jsonl file with all of its fields");
    }
    return new VectorsReader(file, field, batchRows);
  }

  private FieldSchema target(CollectionSchema schema, Map<String, String> columnToField) {
    new Columns(file.name(), List.of(COLUMN)).checkKnown(columnToField);
    List<FieldSchema> vectorFields = schema.vectorFields();
    if (columnToField.containsKey(COLUMN)) {
      FieldSchema field = schema.field(columnToField.get(COLUMN));
      if (!field.isVector()) {
        throw new ElanusException(
            ErrorCode.INVALID_ARGUMENT,
            "%s holds vectors, field %s is %s".formatted(file.name(), field.name(), field.type()));
      }
      return field;
    }
    if (vectorFields.size() > 1) {
      throw new ElanusException(
          ErrorCode.INVALID_ARGUMENT,
          "%s must go to one of the vector fields %s"
              .formatted(
                  file.name(),
                  String.join(", ", vectorFields.stream().map(FieldSchema::name).toList())),
          "map it: " + Mapping.option(COLUMN, vectorFields.getFirst().name()));
    }
    return vectorFields.getFirst();
  }

  private void checkWidth(FieldSchema field) {
    if (field.is(DataType.BINARY_VECTOR) && type != ElementType.UINT8) {
      throw new ElanusException(
          ErrorCode.INVALID_VECTOR,
          "%s: BINARY_VECTOR field %s needs uint8 values of 8 bits each, got %s"
              .formatted(file.name(), field.name(), type.title()));
    }
    Vectors.checkWidth(file.name(), field, width);
  }
}
