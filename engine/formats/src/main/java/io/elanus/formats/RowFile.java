package io.elanus.formats;

import io.elanus.api.CollectionSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A file of rows, opened and understood as far as its head tells. Holds no resources between calls.
 */
public sealed interface RowFile permits CsvFile, JsonFile, VectorsFile {
  Path path();

  /**
   * A schema that fits the rows: types from the values, a primary key from a column that looks like
   * one, else a key that the engine makes.
   *
   * @throws io.elanus.base.ElanusException MALFORMED_FILE, or INVALID_SCHEMA where no column holds
   *     vectors
   */
  CollectionSchema inferSchema(String collectionName, InferOptions options);

  /**
   * What an inferred schema decided that the file leaves open, a sentence each, with how to decide
   * otherwise.
   */
  default List<String> inferenceNotes(CollectionSchema inferred) {
    return List.of();
  }

  /**
   * Reads the rows.
   *
   * @param columnToField where columns go that are not named as their fields; an empty field leaves
   *     a column out
   * @param batchRows rows in a batch, fewer where their vectors are large
   * @throws io.elanus.base.ElanusException FIELD_NOT_FOUND for columns that fit no field,
   *     INVALID_ROW for fields that no column fills
   */
  RowReader read(CollectionSchema schema, Map<String, String> columnToField, int batchRows);
}
