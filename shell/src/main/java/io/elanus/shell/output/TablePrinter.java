package io.elanus.shell.output;

import io.elanus.api.SearchResult;
import io.elanus.shell.output.Answer.Listing;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Columns for people. Where a terminal is too narrow for them, {@link TableLayout} breaks long
 * headers and shortens texts; where even that does not do, each row becomes a block of lines.
 *
 * <pre>
 * id      distance  rank
 * ------  --------  ----
 * kitten      1.25     7
 * 子猫           2   901
 * </pre>
 */
public final class TablePrinter implements Printer {
  private static final List<String> HEAD = List.of("id", "distance");

  private final Writer out;
  private final Messages messages;
  private final IntSupplier width;

  /**
   * @param width columns of the terminal, asked before each table; 0 where nothing should be cut
   */
  public TablePrinter(Writer out, Messages messages, IntSupplier width) {
    this.out = out;
    this.messages = messages;
    this.width = width;
  }

  @Override
  public void print(Answer answer) throws IOException {
    switch (answer) {
      case Listing listing -> {
        table(listing);
        behindData().notes(listing.notes());
      }
      case Answer.Details details -> details(details.values());
      case Answer.Neighbours neighbours -> neighbours(neighbours);
      case Answer.Outcome outcome -> behindData().say(outcome);
      case Answer.Verdict verdict -> verdict(verdict);
      case Answer.Text text -> out.write(text.text());
    }
  }

  /** Messages, once the data that they are about has left. */
  private Messages behindData() throws IOException {
    out.flush();
    return messages;
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  /** Problems are data, a line each. */
  private void verdict(Answer.Verdict verdict) throws IOException {
    for (String problem : verdict.problems()) {
      out.write(ControlCharacters.visible(problem) + "\n");
    }
    behindData().say(verdict.sentence());
  }

  private void neighbours(Answer.Neighbours neighbours) throws IOException {
    SearchResult result = neighbours.result();
    int[] fields = neighbours.besideTheKey();
    List<String> columns = new ArrayList<>(HEAD);
    for (int field : fields) {
      String name = neighbours.outputFields().get(field);
      columns.add(HEAD.contains(name) ? "entity." + name : name);
    }
    for (int query = 0; query < result.queries(); query++) {
      if (result.queries() > 1) {
        out.write((query == 0 ? "query " : "\nquery ") + query + "\n");
      }
      table(new Listing(columns, new Hits(neighbours, fields, query)));
    }
  }

  /** The neighbours of one query: id, distance, then some of the output fields. */
  private record Hits(Answer.Neighbours neighbours, int[] fields, int query) implements Grid {
    @Override
    public int rows() {
      return first(query + 1) - first(query);
    }

    private int first(int which) {
      return neighbours.result().offsets()[which];
    }

    @Override
    public Object cell(int row, int column) {
      int hit = first(query) + row;
      return switch (column) {
        case 0 -> neighbours.result().ids().value(hit);
        case 1 -> neighbours.result().distances()[hit];
        default -> neighbours.entities().cell(hit, fields[column - HEAD.size()]);
      };
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
    boolean[] right = new boolean[count];
    for (int column = 0; column < count; column++) {
      right[column] = isNumeric(listing, column);
    }
    List<String[]> lines = new ArrayList<>(listing.rows());
    for (int row = 0; row < listing.rows(); row++) {
      addLines(lines, listing, row);
    }
    TableLayout layout = TableLayout.of(listing.columns(), lines, right, width.getAsInt());
    if (!layout.fits()) {
      blocks(listing);
      return;
    }
    for (String[] line : layout.head()) {
      line(line, layout.widths(), right);
    }
    String[] rule = new String[count];
    for (int column = 0; column < count; column++) {
      rule[column] = "-".repeat(layout.widths()[column]);
    }
    line(rule, layout.widths(), right);
    for (String[] line : lines) {
      line(line, layout.widths(), right);
    }
  }

  /** The lines of a row: several where its last cell has several. */
  private static void addLines(List<String[]> lines, Listing listing, int row) {
    String[] line = new String[listing.columns().size()];
    for (int column = 0; column < line.length; column++) {
      line[column] = Cells.text(listing.cell(row, column));
    }
    if (!(listing.cell(row, line.length - 1) instanceof Multiline cell)) {
      lines.add(line);
      return;
    }
    for (String part : cell.text().split("\\R", -1)) {
      line[line.length - 1] = Cells.text(part);
      lines.add(line);
      line = new String[line.length];
      Arrays.fill(line, "");
    }
  }

  /** Each row as lines of name and value, where the terminal is too narrow for columns. */
  private void blocks(Listing listing) throws IOException {
    for (int row = 0; row < listing.rows(); row++) {
      Map<String, Object> values = new LinkedHashMap<>();
      for (int column = 0; column < listing.columns().size(); column++) {
        values.put(listing.columns().get(column), listing.cell(row, column));
      }
      if (row > 0) {
        out.write('\n');
      }
      details(values);
    }
  }

  private static boolean isNumeric(Listing listing, int column) {
    boolean any = false;
    for (int row = 0; row < listing.rows(); row++) {
      Object value = listing.cell(row, column);
      if (value != null && !Cells.isNumber(value)) {
        return false;
      }
      any |= value != null;
    }
    return any;
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
