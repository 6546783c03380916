package io.elanus.store;

/**
 * Takes the scalar cells of one row, field by field in the order of the schema, the key first where
 * it is stored.
 */
public interface CellSink {
  void integer(long value);

  void real(double value);

  void text(String value);
}
