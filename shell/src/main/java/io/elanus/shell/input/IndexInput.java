package io.elanus.shell.input;

import java.util.List;
import java.util.Map;

/** Commands about indexes. */
public sealed interface IndexInput extends Input {
  String INDEX = "--index-name (-in)";

  /**
   * @param indexName null for the engine's default name
   * @param parameters null where none was given; a dialog then asks for those of the type
   * @param defaults the rule for parameters that are not given; null for the standard one
   * @param timeoutSeconds how long to wait for the build; null for ever
   * @param async whether to return while it builds
   */
  record Create(
      String collection,
      String field,
      String indexName,
      String type,
      String metric,
      Map<String, String> parameters,
      String defaults,
      Double timeoutSeconds,
      boolean async)
      implements IndexInput, InCollection {
    public Create {
      parameters = parameters == null ? null : Map.copyOf(parameters);
    }

    @Override
    public List<String> missing() {
      return Input.absent(
          COLLECTION,
          collection,
          "--field-name (-f)",
          field,
          "--index-type (-t)",
          type,
          "--metric-type (-m)",
          metric);
    }

    @Override
    public Create withCollection(String name) {
      return new Create(
          name, field, indexName, type, metric, parameters, defaults, timeoutSeconds, async);
    }
  }

  record ListAll(String collection) implements IndexInput, InCollection {
    @Override
    public List<String> missing() {
      return Input.absent(COLLECTION, collection);
    }

    @Override
    public ListAll withCollection(String name) {
      return new ListAll(name);
    }
  }

  /**
   * @param index name of the index or its field; null where the collection has just one
   */
  record Show(String collection, String index) implements IndexInput, InCollection {
    @Override
    public List<String> missing() {
      return Input.absent(COLLECTION, collection);
    }

    @Override
    public Show withCollection(String name) {
      return new Show(name, index);
    }
  }

  record Progress(String collection, String index) implements IndexInput, InCollection {
    @Override
    public List<String> missing() {
      return Input.absent(COLLECTION, collection);
    }

    @Override
    public Progress withCollection(String name) {
      return new Progress(name, index);
    }
  }

  record Await(String collection, String index, Double timeoutSeconds)
      implements IndexInput, InCollection {
    @Override
    public List<String> missing() {
      return Input.absent(COLLECTION, collection);
    }

    @Override
    public Await withCollection(String name) {
      return new Await(name, index, timeoutSeconds);
    }
  }

  /**
   * @param index name of the index or its field; null where the collection has just one
   */
  record Delete(String collection, String index, Boolean confirmed)
      implements IndexInput, InCollection {
    @Override
    public List<String> missing() {
      return Input.absent(COLLECTION, collection, CONFIRMED, confirmed);
    }

    @Override
    public Delete withCollection(String name) {
      return new Delete(name, index, confirmed);
    }
  }
}
