package io.elanus.formats;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Wording;
import io.elanus.core.CollectionSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A file of separated cells with a header. */
final class CsvFile implements RowFile {
  private final SourceFile file;
  private final List<String> header;

  private CsvFile(SourceFile file, List<String> header) {
    this.file = file;
    this.header = header;
  }

  /** Reads the header. */
  static CsvFile open(SourceFile file) {
    try (CsvRecords records = new CsvRecords(file)) {
      if (!records.next()) {
        throw file.malformed("must begin with a header of column names, got only empty lines");
      }
      List<String> header = new ArrayList<>();
      Set<String> seen = new HashSet<>();
      for (int i = 0; i < records.cells(); i++) {
        String name = records.cell(i).strip();
        if (name.isEmpty() && i > 0) {
          throw file.malformed("header: column %d must have a name".formatted(i + 1));
        }
        if (!seen.add(name)) {
          throw file.malformed(
              "header: column names must differ, got %s twice".formatted(Wording.excerpt(name)));
        }
        header.add(name);
      }
      return new CsvFile(file, List.copyOf(header));
    }
  }

  @Override
  public Path path() {
    return file.path();
  }

  @Override
  public CollectionSchema inferSchema(String collectionName, InferOptions options) {
    List<CsvColumn> columns = CsvColumn.of(header, options::names);
    named(columns).checkKnown(options.columnToField());
    SchemaInference inference = new SchemaInference(file, false);
    List<ColumnProfile> profiles =
        columns.stream().map(column -> inference.column(column.name())).toList();
    try (CsvRecords records = new CsvRecords(file)) {
      records.next();
      boolean more = records.next();
      while (more && inference.wantsMore(records.bytesRead())) {
        checkCells(records);
        for (int i = 0; i < columns.size(); i++) {
          CsvColumn column = columns.get(i);
          profile(records, column, profiles.get(i));
        }
        inference.endRow();
        more = records.next();
      }
      return inference.schema(collectionName, options, !more);
    }
  }

  private Columns named(List<CsvColumn> columns) {
    return new Columns(file.name(), columns.stream().map(CsvColumn::name).toList());
  }

  private void profile(CsvRecords records, CsvColumn column, ColumnProfile profile) {
    if (!column.isRun()) {
      profile.text(records.text(), records.start(column.first()), records.end(column.first()));
      return;
    }
    try {
      profile.run(records, column);
    } catch (BadValue e) {
      throw failure(records, column, e);
    }
  }

  @Override
  public RowReader read(CollectionSchema schema, Map<String, String> columnToField, int batchRows) {
    Mapping mapping = new Mapping(file.name(), schema, columnToField, false);
    List<CsvColumn> columns = CsvColumn.of(header, mapping::knows);
    named(columns).checkKnown(columnToField);
    return new CsvReader(this, mapping, columns, batchRows);
  }

  SourceFile file() {
    return file;
  }

  /**
   * @throws ElanusException INVALID_ROW where the record has not as many cells as the header
   */
  void checkCells(CsvRecords records) {
    if (records.cells() != header.size()) {
      throw new ElanusException(
          ErrorCode.INVALID_ROW,
          "%s:%d: %s expected, got %d"
              .formatted(
                  file.name(),
                  records.line(),
                  Wording.count(header.size(), "column"),
                  records.cells()));
    }
  }

  /** Names file, line and column of a bad value. */
  ElanusException failure(CsvRecords records, CsvColumn column, BadValue bad) {
    return new ElanusException(
        bad.code(),
        "%s:%d: column %s: %s"
            .formatted(
                file.name(), records.line(), Wording.excerpt(column.name()), bad.getMessage()));
  }
}
