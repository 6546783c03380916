package io.elanus.shell.output;

import io.elanus.api.SearchResult;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * Comma-separated values as RFC 4180 has them, a header first. A null is an empty cell, an empty
 * string a quoted one; vectors and other nested values are JSON. A field of a neighbour that is
 * called as one of its own columns has {@code entity.} in front.
 */
public final class CsvPrinter implements Printer {
  private static final List<String> HEAD = List.of("query", "rank", "id", "distance");

  private final Writer out;
  private final Messages messages;
  private final boolean onTerminal;

  /**
   * @param onTerminal whether a terminal would obey control characters of the data; what is piped
   *     keeps them
   */
  public CsvPrinter(Writer out, Messages messages, boolean onTerminal) {
    this.out = out;
    this.messages = messages;
    this.onTerminal = onTerminal;
  }

  @Override
  public void print(Answer answer) throws IOException {
    switch (answer) {
      case Answer.Listing listing -> {
        row(listing.columns());
        for (int row = 0; row < listing.rows(); row++) {
          for (int column = 0; column < listing.columns().size(); column++) {
            if (column > 0) {
              out.write(',');
            }
            cell(listing.cell(row, column));
          }
          out.write('\n');
        }
        behindData().notes(listing.notes());
      }
      case Answer.Details details -> {
        row(List.copyOf(details.values().keySet()));
        row(new ArrayList<>(details.values().values()));
      }
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
    int[] columns = neighbours.besideTheKey();
    out.write(String.join(",", HEAD));
    for (int column : columns) {
      String field = neighbours.outputFields().get(column);
      out.write(',');
      cell(HEAD.contains(field) ? "entity." + field : field);
    }
    out.write('\n');
    for (int query = 0; query < result.queries(); query++) {
      int first = result.offsets()[query];
      for (int hit = first; hit < result.offsets()[query + 1]; hit++) {
        out.write(query + "," + (hit - first + 1) + ",");
        cell(result.ids().value(hit));
        out.write("," + result.distances()[hit]);
        for (int column : columns) {
          out.write(',');
          cell(neighbours.entities().cell(hit, column));
        }
        out.write('\n');
      }
    }
  }

  private void row(List<?> cells) throws IOException {
    for (int i = 0; i < cells.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      cell(cells.get(i));
    }
    out.write('\n');
  }

  private void cell(Object value) throws IOException {
    switch (value) {
      case null -> {}
      case String text -> text(text);
      case Number number -> out.write(number.toString());
      case Boolean bool -> out.write(bool.toString());
      case JsonText json -> text(json.toString());
      case Multiline lines -> text(lines.text());
      default -> text(Json.text(value));
    }
  }

  private void text(String value) throws IOException {
    String text = onTerminal ? ControlCharacters.visibleInLines(value) : value;
    boolean plain = !text.isEmpty();
    for (int i = 0; i < text.length() && plain; i++) {
      char c = text.charAt(i);
      plain = c != ',' && c != '"' && c != '\n' && c != '\r';
    }
    if (plain) {
      out.write(text);
    } else {
      out.write('"');
      out.write(text.replace("\"", "\"\""));
      out.write('"');
    }
  }
}
