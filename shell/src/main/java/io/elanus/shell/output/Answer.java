package io.elanus.shell.output;

import io.elanus.api.SearchResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The value of a command. Cells are Boolean, Number, String, float[], byte[], JsonText, Multiline,
 * List, Map, Listing or null.
 */
public sealed interface Answer {

  /**
   * Things of one kind: an array of objects.
   *
   * @param notes what else is worth knowing, a sentence each
   */
  record Listing(List<String> columns, Grid grid, List<String> notes) implements Answer {
    public Listing(List<String> columns, Grid grid) {
      this(columns, grid, List.of());
    }

    public Listing(List<String> columns, List<List<Object>> rows) {
      this(columns, Grid.of(rows));
    }

    public int rows() {
      return grid.rows();
    }

    public Object cell(int row, int column) {
      return grid.cell(row, column);
    }

    public Listing withNotes(List<String> sentences) {
      return new Listing(columns, grid, List.copyOf(sentences));
    }

    /** Rows in the order of the columns. */
    public static Listing of(List<String> columns, List<Map<String, Object>> objects) {
      List<List<Object>> rows = new ArrayList<>(objects.size());
      for (Map<String, Object> object : objects) {
        List<Object> row = new ArrayList<>(columns.size());
        for (String column : columns) {
          row.add(object.get(column));
        }
        rows.add(row);
      }
      return new Listing(columns, rows);
    }
  }

  /** One thing: an object. */
  record Details(Map<String, Object> values) implements Answer {}

  /**
   * Neighbours of each query.
   *
   * @param outputFields that were asked for
   * @param key the field whose values are the ids, which tables do not show twice
   * @param entities a row for each hit, with the output fields as its columns
   */
  record Neighbours(SearchResult result, List<String> outputFields, String key, Grid entities)
      implements Answer {
    public Neighbours {
      outputFields = List.copyOf(outputFields);
    }

    /** The columns of {@link #entities} beside the id. */
    int[] besideTheKey() {
      return IntStream.range(0, outputFields.size())
          .filter(column -> !outputFields.get(column).equals(key))
          .toArray();
    }
  }

  /**
   * Something was done; the sentence is for people, the values for programs.
   *
   * @param notes what else is worth knowing, a sentence each
   */
  record Outcome(String sentence, Map<String, Object> values, List<String> notes)
      implements Answer {
    public static Outcome of(String sentence, Map<String, Object> values) {
      return new Outcome(sentence, values, List.of());
    }
  }

  /**
   * What a check found.
   *
   * @param problems a sentence each; the command fails where there is one
   */
  record Verdict(String sentence, List<String> problems) implements Answer {}

  /** Text as it is; the values are what a program gets instead. */
  record Text(String text, Map<String, Object> values) implements Answer {}

  /**
   * An object in the order in which its values are given; arguments alternate between name and
   * value.
   */
  static Map<String, Object> object(Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }
}
