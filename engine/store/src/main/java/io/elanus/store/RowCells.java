package io.elanus.store;

/** The scalar cells of a batch of rows. */
@FunctionalInterface
public interface RowCells {
  /**
   * Hands over the cells of one row: the key unless the store makes it, then each other scalar
   * field.
   */
  void write(int row, CellSink sink);
}
