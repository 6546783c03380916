package io.elanus.shell.output;

import java.util.ArrayList;
import java.util.List;

/**
 * How wide the columns of a table are. A table that is wider than the terminal first gets headers
 * of several lines, broken at their underscores, then shorter texts, the longest first. Headers and
 * numbers are never cut.
 *
 * @param head its lines, a cell for each column
 * @param fits false where the terminal is too narrow for all that
 */
record TableLayout(List<String[]> head, int[] widths, boolean fits) {
  private static final int NARROWEST_TEXT = 8;
  private static final int GAP = 2;

  /**
   * @param lines of cells
   * @param numeric the columns that hold numbers
   * @param limit columns of the terminal; 0 for none
   */
  static TableLayout of(List<String> names, List<String[]> lines, boolean[] numeric, int limit) {
    int[] longest = new int[names.size()];
    for (String[] line : lines) {
      for (int column = 0; column < longest.length; column++) {
        longest[column] = Math.max(longest[column], DisplayWidth.of(line[column]));
      }
    }
    List<List<String>> headers = names.stream().map(List::of).toList();
    int[] widths = widths(headers, longest);
    if (limit == 0 || total(widths) <= limit) {
      return new TableLayout(head(headers), widths, true);
    }
    List<List<String>> broken = names.stream().map(TableLayout::broken).toList();
    widths = widths(broken, longest);
    int[] least = widths(broken, new int[longest.length]);
    for (int column = 0; column < least.length; column++) {
      int needed = numeric[column] ? longest[column] : Math.min(longest[column], NARROWEST_TEXT);
      least[column] = Math.max(least[column], needed);
    }
    boolean fits = shrink(widths, least, limit);
    return new TableLayout(head(broken), widths, fits);
  }

  private static int[] widths(List<List<String>> headers, int[] longest) {
    int[] widths = longest.clone();
    for (int column = 0; column < widths.length; column++) {
      for (String line : headers.get(column)) {
        widths[column] = Math.max(widths[column], DisplayWidth.of(line));
      }
    }
    return widths;
  }

  private static int total(int[] widths) {
    int total = GAP * (widths.length - 1);
    for (int width : widths) {
      total += width;
    }
    return total;
  }

  /** Takes from the widest column that can spare some until the table fits. */
  private static boolean shrink(int[] widths, int[] least, int limit) {
    for (int total = total(widths); total > limit; total--) {
      int widest = -1;
      for (int column = 0; column < widths.length; column++) {
        boolean spare = widths[column] > least[column];
        if (spare && (widest < 0 || widths[column] > widths[widest])) {
          widest = column;
        }
      }
      if (widest < 0) {
        return false;
      }
      widths[widest]--;
    }
    return true;
  }

  /** "pending_index_rows" becomes "pending_", "index_", "rows". */
  private static List<String> broken(String name) {
    return List.of(name.split("(?<=[^_]_)(?=[^_])"));
  }

  /** The headers line by line; short ones stand next to the rule. */
  private static List<String[]> head(List<List<String>> headers) {
    int height = headers.stream().mapToInt(List::size).max().orElse(1);
    List<String[]> head = new ArrayList<>(height);
    for (int line = 0; line < height; line++) {
      String[] cells = new String[headers.size()];
      for (int column = 0; column < cells.length; column++) {
        List<String> header = headers.get(column);
        int at = line - (height - header.size());
        cells[column] = at < 0 ? "" : header.get(at);
      }
      head.add(cells);
    }
    return head;
  }
}
