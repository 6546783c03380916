package io.elanus.shell.input;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Commands about whole collections. */
public sealed interface CollectionInput extends Input {

  /**
   * @param fields name:TYPE[:dim or max length][:description], in order
   * @param schemaFile JSON as milvus_cli reads it; names the collection too
   * @param from data file from which fields are inferred and which is then imported
   * @param map column of the data file to field
   */
  record Create(
      String collection,
      List<String> fields,
      String primaryField,
      boolean autoId,
      String description,
      Path schemaFile,
      Path from,
      Map<String, String> map)
      implements CollectionInput {
    public Create {
      fields = fields == null ? null : List.copyOf(fields);
      map = Map.copyOf(map);
    }

    @Override
    public List<String> missing() {
      if (schemaFile != null) {
        return List.of();
      }
      if (from != null) {
        return Input.absent(COLLECTION, collection);
      }
      return Input.absent(
          COLLECTION, collection, "--field (-f)", fields, "--primary-field (-p)", primaryField);
    }
  }

  record ListAll() implements CollectionInput {}

  record Show(String collection) implements CollectionInput, InCollection {
    @Override
    public List<String> missing() {
      return Input.absent(COLLECTION, collection);
    }

    @Override
    public Show withCollection(String name) {
      return new Show(name);
    }
  }

  /** Never takes the collection in use: what is deleted is always named. */
  record Delete(String collection, Boolean confirmed) implements CollectionInput {
    @Override
    public List<String> missing() {
      return Input.absent(COLLECTION, collection, CONFIRMED, confirmed);
    }
  }

  record Load(String collection) implements CollectionInput, InCollection {
    @Override
    public List<String> missing() {
      return Input.absent(COLLECTION, collection);
    }

    @Override
    public Load withCollection(String name) {
      return new Load(name);
    }
  }

  record Release(String collection) implements CollectionInput, InCollection {
    @Override
    public List<String> missing() {
      return Input.absent(COLLECTION, collection);
    }

    @Override
    public Release withCollection(String name) {
      return new Release(name);
    }
  }

  /**
   * @param timeoutSeconds how long it may take; null for ever
   */
  record Flush(String collection, Double timeoutSeconds) implements CollectionInput, InCollection {
    @Override
    public List<String> missing() {
      return Input.absent(COLLECTION, collection);
    }

    @Override
    public Flush withCollection(String name) {
      return new Flush(name, timeoutSeconds);
    }
  }
}
