package io.elanus.shell.action;

import io.elanus.api.CollectionSchema;
import io.elanus.api.DataType;
import io.elanus.api.FieldSchema;
import io.elanus.api.SchemaRules;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A schema as milvus_cli reads it.
 *
 * <pre>
 * {"collection_name": "book", "description": "", "auto_id": false,
 *  "fields": [{"name": "id", "type": "INT64", "is_primary": true},
 *             {"name": "title", "type": "VARCHAR", "max_length": 256},
 *             {"name": "vector", "type": "FLOAT_VECTOR", "dim": 128}]}
 * </pre>
 *
 * <p>Settings of a cluster (consistency_level, shards_num) have no meaning here and are ignored.
 */
public final class SchemaFile {
  private SchemaFile() {}

  /**
   * @param name replaces the name in the file; may be null
   */
  public static CollectionSchema read(Path file, String name) {
    JsonNode root = parse(file);
    if (!root.isObject() || !root.path("fields").isArray()) {
      throw malformed(file, "must be an object with an array \"fields\"");
    }
    if (root.path("enable_dynamic_field").asBoolean(false)) {
      throw new ElanusException(
          ErrorCode.NOT_AVAILABLE, file + ": dynamic fields are not available yet");
    }
    boolean autoId = root.path("auto_id").asBoolean(false);
    List<FieldSchema> fields = new ArrayList<>();
    for (JsonNode field : root.path("fields")) {
      autoId |= field.path("auto_id").asBoolean(false);
      fields.add(field(file, field));
    }
    String named = name != null ? name : root.path("collection_name").asString("");
    return new CollectionSchema(named, root.path("description").asString(""), fields, autoId);
  }

  private static FieldSchema field(Path file, JsonNode field) {
    String name = field.path("name").asString("");
    if (!field.path("type").isString()) {
      throw malformed(file, "field %s must have a \"type\"".formatted(name));
    }
    DataType type = DataType.parse(field.path("type").asString());
    int maxLength =
        type == DataType.VARCHAR
            ? field.path("max_length").asInt(SchemaRules.MAX_VARCHAR_LENGTH)
            : 0;
    return new FieldSchema(
        name,
        type,
        field.path("description").asString(field.path("desc").asString("")),
        field.path("is_primary").asBoolean(false),
        type.isVector() ? field.path("dim").asInt(0) : 0,
        maxLength);
  }

  private static JsonNode parse(Path file) {
    try {
      return JsonMapper.shared().readTree(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new ElanusException(ErrorCode.FILE_NOT_FOUND, "no such file: " + file, null, e);
    } catch (IOException e) {
      throw new ElanusException(
          ErrorCode.IO_FAILURE, "cannot read %s: %s".formatted(file, e.getMessage()), null, e);
    } catch (JacksonException e) {
      throw new ElanusException(
          ErrorCode.MALFORMED_FILE,
          "%s:%d:%d: %s"
              .formatted(
                  file,
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr(),
                  e.getOriginalMessage()),
          null,
          e);
    }
  }

  private static ElanusException malformed(Path file, String rule) {
    return new ElanusException(ErrorCode.MALFORMED_FILE, file + ": " + rule);
  }
}
