package io.elanus.shell.output;

import java.util.List;

/** Cells by row and column, read where they lie: nothing is copied for an answer. */
public interface Grid {
  int rows();

  /** A cell, as {@link Answer} has them. */
  Object cell(int row, int column);

  /** Rows of cells. */
  static Grid of(List<List<Object>> rows) {
    return new Grid() {
      @Override
      public int rows() {
        return rows.size();
      }

      @Override
      public Object cell(int row, int column) {
        return rows.get(row).get(column);
      }
    };
  }
}
