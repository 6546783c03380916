package io.elanus.store;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Small lists and maps as text: one entry a line, maps as {@code name=value}. */
final class Lines {
  private Lines() {}

  static String ofList(List<String> values) {
    return values.stream().map(value -> value.replace('\n', ' ')).collect(Collectors.joining("\n"));
  }

  static List<String> toList(String text) {
    return text.isEmpty() ? List.of() : text.lines().toList();
  }

  static String ofMap(Map<String, String> values) {
    return ofList(
        new TreeMap<>(values)
            .entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList());
  }

  static Map<String, String> toMap(String text) {
    Map<String, String> values = new TreeMap<>();
    for (String line : toList(text)) {
      int equals = line.indexOf('=');
      values.put(line.substring(0, equals), line.substring(equals + 1));
    }
    return values;
  }
}
