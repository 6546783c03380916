package io.elanus.shell.output;

import io.elanus.api.SearchResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
  record Listing(List<String> columns, List<List<Object>> rows, List<String> notes)
      implements Answer {
    public Listing(List<String> columns, List<List<Object>> rows) {
      this(columns, rows, List.of());
    }

    public Listing withNotes(List<String> sentences) {
      return new Listing(columns, rows, List.copyOf(sentences));
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
   * @param outputFields the columns beside id and distance; the key is the id already
   */
  record Neighbours(SearchResult result, List<String> outputFields) implements Answer {}

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
