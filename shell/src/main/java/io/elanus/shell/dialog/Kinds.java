package io.elanus.shell.dialog;

import io.elanus.api.DataType;
import io.elanus.api.FieldSchema;
import io.elanus.api.index.DataKind;

/** Which rows of the parameter table a field falls under. */
public final class Kinds {
  private Kinds() {}

  public static DataKind of(FieldSchema vectorField) {
    return vectorField.is(DataType.BINARY_VECTOR) ? DataKind.BINARY : DataKind.FLOAT;
  }
}
