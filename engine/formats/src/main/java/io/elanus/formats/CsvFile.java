package io.elanus.formats;

import io.elanus.api.CollectionSchema;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Wording;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A file of separated cells. Its first record names the columns, unless it holds a vector or a
 * number that can be no name: then all records are rows, of columns field_1, field_2 and so on.
 */
final class CsvFile implements RowFile {
  private final SourceFile file;
  private static final String NUMBER = "[-+]?[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)?";

  private final List<String> header;
  private final boolean headless;

  private CsvFile(SourceFile file, List<String> header, boolean headless) {
    this.file = file;
    this.header = header;
    this.headless = headless;
  }

  /** Reads the header. */
  static CsvFile open(SourceFile file) {
    try (CsvRecords records = new CsvRecords(file)) {
      if (!records.next()) {
        throw file.malformed("must begin with a header of column names, got only empty lines");
      }
      if (isRow(records)) {
        List<String> made =
            IntStream.rangeClosed(1, records.cells()).mapToObj(i -> "field_" + i).toList();
        return new CsvFile(file, made, true);
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
      return new CsvFile(file, List.copyOf(header), false);
    }
  }

  /**
   * Whether the first record holds a vector, or begins with a number and has another one that is
   * not whole. Whole numbers may be names, as pandas gives them to columns without.
   */
  private static boolean isRow(CsvRecords records) {
    boolean number = records.cell(0).strip().matches(NUMBER);
    for (int i = 0; i < records.cells(); i++) {
      String cell = records.cell(i).strip();
      char[] text = cell.toCharArray();
      try {
        if (cell.startsWith("[") && VectorText.read(text, 0, text.length, (_, _) -> {}) > 0) {
          return true;
        }
        if (number && cell.matches(NUMBER) && !cell.matches("[0-9]+")) {
          return true;
        }
      } catch (BadValue _) {
        // A name that begins with a bracket.
      }
    }
    return false;
  }

  /** The columns; those without names of their own make up no vector. */
  private List<CsvColumn> columns(Predicate<String> single) {
    return CsvColumn.of(header, name -> headless || single.test(name));
  }

  /** Moves to before the first row. */
  void skipHeader(CsvRecords records) {
    if (!headless) {
      records.next();
    }
  }

  @Override
  public List<String> inferenceNotes(CollectionSchema inferred) {
    return headless
        ? List.of(
            "%s begins with a row, not with names; its columns are %s to %s"
                .formatted(file.name(), header.getFirst(), header.getLast()))
        : List.of();
  }

  @Override
  public Path path() {
    return file.path();
  }

  @Override
  public CollectionSchema inferSchema(String collectionName, InferOptions options) {
    List<CsvColumn> columns = columns(options::names);
    named(columns).checkKnown(options.columnToField());
    SchemaInference inference = new SchemaInference(file, false);
    List<ColumnProfile> profiles =
        columns.stream().map(column -> inference.column(column.name())).toList();
    try (CsvRecords records = new CsvRecords(file)) {
      skipHeader(records);
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
    List<CsvColumn> columns = columns(mapping::knows);
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
