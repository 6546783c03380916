package io.elanus.shell.output;

import io.elanus.core.Hit;
import io.elanus.shell.output.Answer.Listing;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Columns for people.
 *
 * <pre>
 * id      distance  rank
 * ------  --------  ----
 * kitten      1.25     7
 * 子猫           2   901
 * </pre>
 */
public final class TablePrinter implements Printer {
  private static final int NARROWEST_COLUMN = 8;

  private final Writer out;
  private final Writer messages;
  private final IntSupplier width;

  /**
   * @param width columns of the terminal, asked before each table; 0 where nothing should be cut
   */
  public TablePrinter(Writer out, Writer messages, IntSupplier width) {
    this.out = out;
    this.messages = messages;
    this.width = width;
  }

  @Override
  public void print(Answer answer) throws IOException {
    switch (answer) {
      case Listing listing -> table(listing);
      case Answer.Details details -> details(details.values());
      case Answer.Neighbours neighbours -> neighbours(neighbours);
      case Answer.Outcome outcome -> {
        messages.write(outcome.sentence());
        messages.write('\n');
        Notes.write(messages, outcome.notes());
      }
      case Answer.Verdict verdict -> {
        for (String problem : verdict.problems()) {
          out.write(problem);
          out.write('\n');
        }
        messages.write(verdict.sentence());
        messages.write('\n');
      }
      case Answer.Text text -> out.write(text.text());
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
    messages.flush();
  }

  private void neighbours(Answer.Neighbours neighbours) throws IOException {
    List<List<Hit>> queries = neighbours.result().hits();
    List<String> columns = new ArrayList<>(List.of("id", "distance"));
    columns.addAll(neighbours.outputFields());
    for (int query = 0; query < queries.size(); query++) {
      if (queries.size() > 1) {
        out.write((query == 0 ? "query " : "\nquery ") + query + "\n");
      }
      List<List<Object>> rows = new ArrayList<>();
      for (Hit hit : queries.get(query)) {
        List<Object> row = new ArrayList<>(List.of(hit.id(), hit.distance()));
        for (String field : neighbours.outputFields()) {
          row.add(hit.entity().get(field));
        }
        rows.add(row);
      }
      table(new Listing(columns, rows));
    }
  }

  /** Name and value on a line each, then the nested listings as tables. */
  private void details(Map<String, Object> values) throws IOException {
    int longest = 0;
    for (Map.Entry<String, Object> value : values.entrySet()) {
      if (!(value.getValue() instanceof Listing)) {
        longest = Math.max(longest, DisplayWidth.of(value.getKey()));
      }
    }
    int limit = width.getAsInt();
    for (Map.Entry<String, Object> value : values.entrySet()) {
      if (value.getValue() instanceof Listing) {
        continue;
      }
      String text = Cells.text(value.getValue());
      String shown = limit == 0 ? text : DisplayWidth.cut(text, Math.max(2, limit - longest - 2));
      String gap = " ".repeat(longest - DisplayWidth.of(value.getKey()) + 2);
      out.write((value.getKey() + gap + shown).stripTrailing());
      out.write('\n');
    }
    for (Map.Entry<String, Object> value : values.entrySet()) {
      if (value.getValue() instanceof Listing listing) {
        out.write("\n" + value.getKey() + "\n");
        table(listing);
      }
    }
  }

  private void table(Listing listing) throws IOException {
    int count = listing.columns().size();
    int[] widths = new int[count];
    boolean[] right = new boolean[count];
    List<String[]> lines = new ArrayList<>(listing.rows().size());
    for (int column = 0; column < count; column++) {
      widths[column] = DisplayWidth.of(listing.columns().get(column));
      right[column] = isNumeric(listing, column);
    }
    for (List<Object> row : listing.rows()) {
      String[] line = new String[count];
      for (int column = 0; column < count; column++) {
        line[column] = Cells.text(row.get(column));
        widths[column] = Math.max(widths[column], DisplayWidth.of(line[column]));
      }
      lines.add(line);
    }
    fit(widths, width.getAsInt());
    line(listing.columns().toArray(new String[0]), widths, right);
    String[] rule = new String[count];
    for (int column = 0; column < count; column++) {
      rule[column] = "-".repeat(widths[column]);
    }
    line(rule, widths, right);
    for (String[] line : lines) {
      line(line, widths, right);
    }
  }

  private static boolean isNumeric(Listing listing, int column) {
    boolean any = false;
    for (List<Object> row : listing.rows()) {
      Object value = row.get(column);
      if (value != null && !Cells.isNumber(value)) {
        return false;
      }
      any |= value != null;
    }
    return any;
  }

  /** Takes cells from the widest column until the line fits. */
  private static void fit(int[] widths, int limit) {
    if (limit == 0) {
      return;
    }
    int total = 2 * (widths.length - 1);
    for (int w : widths) {
      total += w;
    }
    while (total > limit) {
      int widest = 0;
      for (int column = 1; column < widths.length; column++) {
        if (widths[column] > widths[widest]) {
          widest = column;
        }
      }
      if (widths[widest] <= NARROWEST_COLUMN) {
        return;
      }
      widths[widest]--;
      total--;
    }
  }

  private void line(String[] cells, int[] widths, boolean[] right) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.length; column++) {
      String cell = DisplayWidth.cut(cells[column], widths[column]);
      int padding = widths[column] - DisplayWidth.of(cell);
      line.append(column == 0 ? "" : "  ");
      if (right[column]) {
        line.repeat(' ', padding).append(cell);
      } else {
        line.append(cell).repeat(' ', column == cells.length - 1 ? 0 : padding);
      }
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }
}
