package io.elanus.formats;

import io.elanus.api.FieldSchema;
import io.elanus.api.RowBatch;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a .csv file. */
final class CsvReader implements RowReader {
  private final CsvFile file;
  private final List<CsvColumn> columns;
  private final BatchBuilder batch;

  /** One for each column, null for those left out. */
  private final ColumnBuilder[] builders;

  private final CsvRecords records;

  CsvReader(CsvFile file, Mapping mapping, List<CsvColumn> columns, int batchRows) {
    this.file = file;
    this.columns = columns;
    this.batch = new BatchBuilder(mapping, batchRows);
    this.builders = new ColumnBuilder[columns.size()];
    for (int i = 0; i < builders.length; i++) {
      CsvColumn column = columns.get(i);
      Optional<FieldSchema> field = mapping.field(file.file().name(), column.name());
      if (field.isPresent()) {
        builders[i] = batch.builder(field.get());
        checkRun(column, field.get());
        batch.claim(column.name(), field.get());
      }
    }
    batch.checkAllClaimed(columns.stream().map(CsvColumn::name).toList());
    records = new CsvRecords(file.file());
    file.skipHeader(records);
  }

  private void checkRun(CsvColumn column, FieldSchema field) {
    if (column.isRun() && !field.isVector()) {
      throw new ElanusException(
          ErrorCode.INVALID_ROW,
          "%s: columns %s are the %d values of a vector, field %s is %s"
              .formatted(
                  file.file().name(), column.name(), column.cells(), field.name(), field.type()));
    }
    if (column.isRun()) {
      Vectors.checkWidth(file.file().name(), field, column.cells());
    }
  }

  @Override
  public @Nullable RowBatch next() {
    while (!batch.isFull() && records.next()) {
      file.checkCells(records);
      for (int i = 0; i < builders.length; i++) {
        if (builders[i] != null) {
          add(columns.get(i), builders[i]);
        }
      }
      batch.endRow();
    }
    return batch.take();
  }

  private void add(CsvColumn column, ColumnBuilder builder) {
    try {
      if (column.isRun()) {
        ((VectorBuilder) builder).addCells(records, column.first(), column.cells());
      } else {
        builder.addText(records.text(), records.start(column.first()), records.end(column.first()));
      }
    } catch (BadValue e) {
      throw file.failure(records, column, e);
    }
  }

  @Override
  public long bytesRead() {
    return records.bytesRead();
  }

  @Override
  public long bytesTotal() {
    return file.file().bytes();
  }

  @Override
  public OptionalLong rowsTotal() {
    return OptionalLong.empty();
  }

  @Override
  public void close() {
    records.close();
  }
}
