package io.elanus.formats;

import io.elanus.api.FieldSchema;
import io.elanus.api.RowBatch;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads a file of vectors into one field. */
final class VectorsReader implements RowReader {
  private final SourceFile file;
  private final FieldSchema field;
  private final int width;
  private final int batchRows;
  private final VectorStream vectors;
  private long nextRow = 1;

  VectorsReader(SourceFile file, FieldSchema field, int batchRows) {
    this.file = file;
    this.field = field;
    this.width = Vectors.width(field);
    this.batchRows = Vectors.batchRows(batchRows, width);
    this.vectors = VectorStream.open(file);
  }

  @Override
  public @Nullable RowBatch next() {
    float[] values = new float[batchRows * width];
    int rows = vectors.read(values, batchRows);
    if (rows == 0) {
      return null;
    }
    Vectors.checkFinite(file.name(), values, rows, width, nextRow);
    nextRow += rows;
    return new RowBatch(
        rows,
        Map.of(
            field.name(),
            Vectors.column(field.type().require(), Vectors.trim(values, rows, width), width)));
  }

  @Override
  public long bytesRead() {
    return vectors.position();
  }

  @Override
  public long bytesTotal() {
    return file.bytes();
  }

  @Override
  public OptionalLong rowsTotal() {
    return vectors.rows();
  }

  @Override
  public void close() {
    vectors.close();
  }
}
