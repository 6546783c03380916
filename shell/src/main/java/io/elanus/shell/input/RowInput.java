package io.elanus.shell.input;

import io.elanus.api.DuplicateKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Commands about rows. */
public sealed interface RowInput extends Input {
  String IDS = "--ids";

  /**
   * @param map column of the file to field
   * @param onDuplicate null where it was not given
   * @param timeoutSeconds after which no further batch is begun; null for ever
   */
  record InsertFile(
      String collection,
      Path file,
      Map<String, String> map,
      DuplicateKeys onDuplicate,
      Double timeoutSeconds)
      implements RowInput, InCollection {
    public InsertFile {
      map = Map.copyOf(map);
    }

    @Override
    public List<String> missing() {
      return Input.absent(COLLECTION, collection, "FILE", file);
    }

    @Override
    public InsertFile withCollection(String name) {
      return new InsertFile(name, file, map, onDuplicate, timeoutSeconds);
    }
  }

  /**
   * @param json one object, or an array of objects, field to value
   * @param onDuplicate null where it was not given
   */
  record InsertRow(String collection, String json, DuplicateKeys onDuplicate)
      implements RowInput, InCollection {
    @Override
    public List<String> missing() {
      return Input.absent(COLLECTION, collection, "ROW", json);
    }

    @Override
    public InsertRow withCollection(String name) {
      return new InsertRow(name, json, onDuplicate);
    }
  }

  /**
   * @param ids primary keys as typed
   * @param outputFields null for all
   */
  record Get(String collection, List<String> ids, List<String> outputFields)
      implements RowInput, InCollection {
    @Override
    public List<String> missing() {
      return Input.absent(COLLECTION, collection, IDS, ids);
    }

    @Override
    public Get withCollection(String name) {
      return new Get(name, ids, outputFields);
    }
  }

  /**
   * @param ids primary keys as typed; null where the expression names them
   * @param expression KEY in [...] or KEY == value
   * @param limit of rows, null for the standard one; without ids and expression the first rows are
   *     shown
   */
  record Query(
      String collection,
      List<String> ids,
      String expression,
      List<String> outputFields,
      Integer limit)
      implements RowInput, InCollection {
    @Override
    public List<String> missing() {
      return Input.absent(COLLECTION, collection);
    }

    @Override
    public Query withCollection(String name) {
      return new Query(name, ids, expression, outputFields, limit);
    }
  }

  record DeleteEntities(String collection, List<String> ids, String expression, Boolean confirmed)
      implements RowInput, InCollection {
    @Override
    public List<String> missing() {
      return Input.absent(
          COLLECTION, collection, IDS, ids != null ? ids : expression, CONFIRMED, confirmed);
    }

    @Override
    public DeleteEntities withCollection(String name) {
      return new DeleteEntities(name, ids, expression, confirmed);
    }
  }
}
