package io.elanus.formats;

import io.elanus.api.Column;
import io.elanus.api.DataType;
import io.elanus.api.FieldSchema;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.nio.file.Path;
import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads query vectors: a whole file at once. */
public final class QueryFile {
  private QueryFile() {}

  /**
   * All vectors of a .npy, .fvecs, .ivecs, .bvecs, .json or .jsonl file, for a search in the field.
   *
   * @return {@link Column.FloatVectors} or {@link Column.BinaryVectors}, as the field is
   * @throws ElanusException INVALID_VECTOR where a vector has another dim than the field or is not
   *     finite, MALFORMED_FILE, FILE_NOT_FOUND, INVALID_ARGUMENT
   */
  public static Column read(Path path, FieldSchema field) {
    SourceFile file = SourceFile.open(path);
    Values values = values(file);
    if (field.is(DataType.BINARY_VECTOR)) {
      checkBytes(file, values);
    }
    Vectors.checkWidth(file.name(), field, values.width);
    return Vectors.column(field.type().require(), values.take(), values.width);
  }

  /** As {@link #read(Path, FieldSchema)}, with the dim that the file has. */
  public static Column.FloatVectors read(Path path) {
    Values values = values(SourceFile.open(path));
    return new Column.FloatVectors(values.take(), values.width);
  }

  private static Values values(SourceFile file) {
    return switch (file.format()) {
      case NPY, FVECS, IVECS, BVECS -> fromStream(file);
      case JSON, JSONL, NDJSON -> fromJson(file);
      case CSV, TSV ->
          throw new ElanusException(
              ErrorCode.INVALID_ARGUMENT,
              "%s: query vectors must come from a .npy, .fvecs, .ivecs, .bvecs, .json or .jsonl file"
                  .formatted(file.name()));
    };
  }

  private static Values fromStream(SourceFile file) {
    try (VectorStream stream = VectorStream.open(file)) {
      Values values = new Values(stream.dim());
      int batch = Vectors.batchRows(4096, stream.dim());
      float[] buffer = new float[batch * stream.dim()];
      long row = 1;
      int rows = stream.read(buffer, batch);
      while (rows > 0) {
        Vectors.checkFinite(file.name(), buffer, rows, stream.dim(), row);
        values.add(file, buffer, rows * stream.dim());
        row += rows;
        rows = stream.read(buffer, batch);
      }
      return values;
    }
  }

  private static Values fromJson(SourceFile file) {
    Values values = null;
    float[] vector = new float[16];
    try (JsonRows rows = new JsonRows(file)) {
      while (rows.next()) {
        JsonVector reader = new JsonVector(vector);
        try {
          rows.guarded(
              () -> {
                reader.read(rows.parser());
                return null;
              });
        } catch (BadValue e) {
          throw new ElanusException(e.code(), rows.where() + ": " + e.getMessage());
        }
        vector = reader.values;
        if (values == null) {
          values = new Values(reader.count);
        } else if (values.width != reader.count) {
          throw new ElanusException(
              ErrorCode.INVALID_VECTOR,
              "%s: vectors must have one length, got %d after %d"
                  .formatted(rows.where(), reader.count, values.width));
        }
        values.add(file, vector, reader.count);
      }
    }
    if (values == null) {
      throw file.malformed("must hold at least one vector");
    }
    return values;
  }

  private static void checkBytes(SourceFile file, Values values) {
    for (int i = 0; i < values.length; i++) {
      float value = values.all[i];
      if (value < 0 || value > 255 || value != (int) value) {
        throw new ElanusException(
            ErrorCode.INVALID_VECTOR,
            "%s: row %d: value %d of a binary vector must be a byte in [0, 255], got %s"
                .formatted(file.name(), i / values.width + 1, i % values.width + 1, value));
      }
    }
  }

  /** Vectors of one width, growing. */
  private static final class Values {
    private final int width;
    private float[] all = new float[1024];
    private int length;

    Values(int width) {
      this.width = width;
    }

    void add(SourceFile file, float[] values, int count) {
      if ((long) length + count > Integer.MAX_VALUE - 8) {
        throw file.malformed("query vectors must have fewer than 2^31 values in all");
      }
      if (length + count > all.length) {
        long doubled = Math.min(Integer.MAX_VALUE - 8, all.length * 2L);
        all = Arrays.copyOf(all, (int) Math.max(length + count, doubled));
      }
      System.arraycopy(values, 0, all, length, count);
      length += count;
    }

    float[] take() {
      return Arrays.copyOf(all, length);
    }
  }

  /** One vector: an array, or the only array of numbers of an object. */
  private static final class JsonVector {
    private float[] values;
    private int count;

    JsonVector(float[] buffer) {
      values = buffer;
    }

    void read(JsonParser parser) {
      if (parser.currentToken() == JsonToken.START_ARRAY) {
        array(parser);
      } else if (parser.currentToken() == JsonToken.START_OBJECT) {
        object(parser);
      } else {
        throw new BadValue(
            ErrorCode.INVALID_VECTOR,
            "a vector as [1, 2, 3] or an object with one expected, got "
                + JsonValues.shown(parser));
      }
      if (count == 0) {
        throw new BadValue(ErrorCode.INVALID_VECTOR, "a vector must have at least one value");
      }
    }

    private void object(JsonParser parser) {
      String found = null;
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        if (parser.nextToken() != JsonToken.START_ARRAY) {
          parser.skipChildren();
          continue;
        }
        if (found != null) {
          throw new BadValue(
              ErrorCode.INVALID_VECTOR,
              "an object must hold one vector, got %s and %s".formatted(found, name));
        }
        found = name;
        array(parser);
      }
      if (found == null) {
        throw new BadValue(ErrorCode.INVALID_VECTOR, "an object must hold one vector, got none");
      }
    }

    private void array(JsonParser parser) {
      count = 0;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        float value = VectorBuilder.number(parser, count);
        if (!Float.isFinite(value)) {
          throw new BadValue(
              ErrorCode.INVALID_VECTOR,
              "value %d of the vector must be finite, got %s".formatted(count + 1, value));
        }
        if (count == values.length) {
          values = Arrays.copyOf(values, count * 2);
        }
        values[count++] = value;
      }
    }
  }
}
