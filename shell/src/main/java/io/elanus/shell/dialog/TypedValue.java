package io.elanus.shell.dialog;

import io.elanus.api.CollectionSchema;
import io.elanus.api.DataType;
import io.elanus.api.FieldSchema;
import io.elanus.base.ElanusException;
import io.elanus.formats.RowFiles;
import io.elanus.formats.RowReader;
import io.elanus.shell.output.Json;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Checks the value of one field before its row is complete: the reader of whole rows reads a row
 * that has this field and stand-ins for the key and the vector that every row needs.
 */
final class TypedValue {
  private static final Pattern PLACE = Pattern.compile("^input(:[0-9]+)*: (row [0-9]+: )?");

  private TypedValue() {}

  /**
   * @param json the value as it would stand in the row
   * @throws ElanusException with the rule that an insert of the row would name
   */
  static void check(FieldSchema field, String json) {
    if (field.is(DataType.JSON)) {
      // Text that goes on with another member of the row is no value of an array.
      read(field, "[" + json + "]");
    }
    read(field, json);
  }

  private static void read(FieldSchema field, String json) {
    String others = field.name().startsWith("_") ? "" : "_";
    FieldSchema key = FieldSchema.scalar(others + "key", DataType.INT64).asPrimaryKey();
    FieldSchema vector = FieldSchema.floatVector(others + "vector", 1);
    FieldSchema value =
        new FieldSchema(field.name(), field.type(), "", false, field.dim(), field.maxLength());
    CollectionSchema schema = new CollectionSchema("row", "", List.of(key, value, vector), true);
    String row =
        "{%s: [0], %s: %s}".formatted(Json.text(vector.name()), Json.text(value.name()), json);
    try (RowReader reader = RowFiles.typed(row).read(schema, Map.of(), 1)) {
      while (reader.next() != null) {
        // Reading is the check.
      }
    } catch (ElanusException broken) {
      // Its place is one in the row made here.
      String rule = PLACE.matcher(broken.getMessage()).replaceFirst("");
      throw new ElanusException(
          broken.code(), rule.startsWith("must ") ? field.name() + " " + rule : rule);
    }
  }
}
