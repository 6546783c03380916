package io.elanus.formats;

import java.nio.file.Path;

/** Opens files of rows, whatever their format. */
public final class RowFiles {
  private RowFiles() {}

  /**
   * @throws io.elanus.base.ElanusException FILE_NOT_FOUND with the nearest name, INVALID_ARGUMENT
   *     for a directory or an unknown ending, MALFORMED_FILE, IO_FAILURE
   */
  public static RowFile open(Path path) {
    SourceFile file = SourceFile.open(path);
    return switch (file.format()) {
      case NPY, FVECS, IVECS, BVECS -> VectorsFile.open(file);
      case CSV, TSV -> CsvFile.open(file);
      case JSON, JSONL, NDJSON -> new JsonFile(file);
    };
  }

  /** Whether a file's name has an ending of a data format; such a file need not be there. */
  public static boolean isNamed(Path path) {
    return path.getFileName() != null && FileFormat.find(path).isPresent();
  }

  /**
   * Rows that were typed.
   *
   * @param json an object for one row, or an array of objects
   */
  public static RowFile typed(String json) {
    String text = json.strip();
    return new JsonFile(
        SourceFile.typed("input", text.startsWith("[") ? FileFormat.JSON : FileFormat.JSONL, text));
  }
}
