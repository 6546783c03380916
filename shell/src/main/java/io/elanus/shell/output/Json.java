package io.elanus.shell.output;

import io.elanus.api.SearchResult;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Writes JSON without loading a JSON library, which the first command of a process would wait for.
 * Floats keep the shortest digits that read back as the same float; NaN and infinities, which JSON
 * lacks, become null; bytes of a binary vector become a string of hexadecimal digits.
 */
public final class Json {
  private Json() {}

  public static String text(Object value) {
    StringBuilder text = new StringBuilder();
    try {
      write(text, value);
    } catch (IOException e) {
      throw new AssertionError("a StringBuilder does not fail", e);
    }
    return text.toString();
  }

  public static void write(Appendable out, Object value) throws IOException {
    switch (value) {
      case null -> out.append("null");
      case Boolean bool -> out.append(bool.toString());
      case Float number -> number(out, Float.isFinite(number), number);
      case Double number -> number(out, Double.isFinite(number), number);
      case Number number -> out.append(number.toString());
      case float[] vector -> vector(out, vector);
      case byte[] bytes -> string(out, HexFormat.of().formatHex(bytes));
      case List<?> list -> list(out, list);
      case Map<?, ?> map -> object(out, map);
      case Answer.Listing listing -> listing(out, listing);
      case Answer.Neighbours neighbours -> neighbours(out, neighbours);
      // Inside of its strings these may stand raw; elsewhere JSON has none.
      case JsonText json -> out.append(ControlCharacters.visible(json.toString()));
      default -> string(out, value.toString());
    }
  }

  private static void number(Appendable out, boolean finite, Number number) throws IOException {
    out.append(finite ? number.toString() : "null");
  }

  private static void vector(Appendable out, float[] vector) throws IOException {
    out.append('[');
    for (int i = 0; i < vector.length; i++) {
      if (i > 0) {
        out.append(", ");
      }
      number(out, Float.isFinite(vector[i]), vector[i]);
    }
    out.append(']');
  }

  private static void list(Appendable out, List<?> list) throws IOException {
    out.append('[');
    boolean first = true;
    for (Object value : list) {
      if (!first) {
        out.append(", ");
      }
      first = false;
      write(out, value);
    }
    out.append(']');
  }

  private static void object(Appendable out, Map<?, ?> map) throws IOException {
    out.append('{');
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!first) {
        out.append(", ");
      }
      first = false;
      member(out, entry.getKey().toString(), entry.getValue());
    }
    out.append('}');
  }

  private static void listing(Appendable out, Answer.Listing listing) throws IOException {
    out.append('[');
    for (int row = 0; row < listing.rows(); row++) {
      out.append(row == 0 ? "" : ", ");
      object(out, listing.columns(), listing.grid(), row);
    }
    out.append(']');
  }

  private static void object(Appendable out, List<String> names, Grid grid, int row)
      throws IOException {
    out.append('{');
    for (int column = 0; column < names.size(); column++) {
      if (column > 0) {
        out.append(", ");
      }
      member(out, names.get(column), grid.cell(row, column));
    }
    out.append('}');
  }

  // [[{"id": 7, "distance": 0.25, "entity": {"rank": 1}}], []]
  private static void neighbours(Appendable out, Answer.Neighbours neighbours) throws IOException {
    SearchResult result = neighbours.result();
    out.append('[');
    for (int query = 0; query < result.queries(); query++) {
      out.append(query == 0 ? "[" : ", [");
      int first = result.offsets()[query];
      for (int hit = first; hit < result.offsets()[query + 1]; hit++) {
        out.append(hit == first ? "{" : ", {");
        member(out, "id", result.ids().value(hit));
        out.append(", ");
        member(out, "distance", result.distances()[hit]);
        out.append(", \"entity\": ");
        object(out, neighbours.outputFields(), neighbours.entities(), hit);
        out.append('}');
      }
      out.append(']');
    }
    out.append(']');
  }

  private static void member(Appendable out, String name, Object value) throws IOException {
    string(out, name);
    out.append(": ");
    write(out, value);
  }

  private static void string(Appendable out, String text) throws IOException {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (Character.isISOControl(c) || lonely(text, i)) {
            out.append("\\u").append(HexFormat.of().toHexDigits(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** Half of a surrogate pair cannot be written as UTF-8, but can be escaped. */
  private static boolean lonely(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
