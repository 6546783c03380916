package io.elanus.shell.action;

import io.elanus.api.CollectionSchema;
import io.elanus.api.DataType;
import io.elanus.api.FieldSchema;
import io.elanus.api.Hit;
import io.elanus.api.SearchResult;
import io.elanus.shell.output.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of the engine as answers have them: what a JSON field keeps as text is JSON there. */
public final class Shown {
  private final List<String> jsonFields;

  public Shown(CollectionSchema schema) {
    this.jsonFields =
        schema.fields().stream()
            .filter(field -> field.type() == DataType.JSON)
            .map(FieldSchema::name)
            .toList();
  }

  List<Map<String, Object>> rows(List<Map<String, Object>> rows) {
    return jsonFields.isEmpty() ? rows : rows.stream().map(this::row).toList();
  }

  public SearchResult result(SearchResult result) {
    if (jsonFields.isEmpty()) {
      return result;
    }
    List<List<Hit>> queries = new ArrayList<>(result.hits().size());
    for (List<Hit> hits : result.hits()) {
      queries.add(
          hits.stream().map(hit -> new Hit(hit.id(), hit.distance(), row(hit.entity()))).toList());
    }
    return new SearchResult(result.metric(), queries);
  }

  private Map<String, Object> row(Map<String, Object> values) {
    Map<String, Object> shown = new LinkedHashMap<>(values);
    for (String field : jsonFields) {
      shown.computeIfPresent(field, (_, text) -> new JsonText(text.toString()));
    }
    return shown;
  }
}
