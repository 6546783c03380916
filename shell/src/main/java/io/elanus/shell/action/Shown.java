package io.elanus.shell.action;

import io.elanus.api.CollectionSchema;
import io.elanus.api.Column;
import io.elanus.api.DataType;
import io.elanus.api.RowPage;
import io.elanus.shell.output.Grid;
import io.elanus.shell.output.JsonText;

/**
 * Columns of the engine as the cells of an answer: what a JSON field keeps as text is JSON there.
 */
public final class Shown implements Grid {
  private final int rows;
  private final Column[] columns;
  private final boolean[] json;

  /** All columns of a page, in its order. */
  public Shown(CollectionSchema schema, RowPage page) {
    this.rows = page.rows();
    this.columns = page.columns().values().toArray(Column[]::new);
    this.json = new boolean[columns.length];
    int next = 0;
    for (String field : page.columns().keySet()) {
      json[next++] = schema.field(field).is(DataType.JSON);
    }
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public Object cell(int row, int column) {
    Object value = columns[column].value(row);
    return json[column] && value instanceof String text ? new JsonText(text) : value;
  }
}
