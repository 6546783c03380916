package io.elanus.shell.dialog;

import io.elanus.core.DataType;
import io.elanus.core.FieldSchema;
import io.elanus.index.parameters.DataKind;

/** Which rows of the parameter table a field falls under. */
public final class Kinds {
  private Kinds() {}

  public static DataKind of(FieldSchema vectorField) {
    return vectorField.type() == DataType.BINARY_VECTOR ? DataKind.BINARY : DataKind.FLOAT;
  }
}
