package io.elanus.shell.grammar;

import java.lang.reflect.AnnotatedElement;
import picocli.CommandLine.Model.ArgSpec;

/** What the value of an option or parameter names. */
public enum ValueKind {
  /** The collection in use where none is named. */
  COLLECTION,
  /** The collection that is used from now on. */
  COLLECTION_TO_USE,
  /** Always named, never the one in use. */
  COLLECTION_TO_DELETE,
  /** The name of a collection that is yet to be made. */
  NEW_COLLECTION,
  /** {@code name:TYPE} and more, of a field that is yet to be made. */
  NEW_FIELD,
  /** A field that the line makes. */
  NEW_KEY,
  /** Whether the engine makes the keys. */
  AUTO_ID,
  DESCRIPTION,
  FIELDS,
  /** A vector field that is to get an index. */
  FIELD_TO_INDEX,
  VECTOR_FIELD,
  /** A field that has an index. */
  INDEXED_FIELD,
  INDEX,
  INDEX_TYPE,
  INDEX_METRIC,
  SEARCH_METRIC,
  /** {@code name:value}, for a build. */
  BUILD_PARAMETER,
  /** {@code name:value}, for a search. */
  SEARCH_PARAMETER,
  DEFAULTS,
  FILE,
  /** {@code column=field}, for columns of a file. */
  COLUMN_MAP,
  DIRECTORY,
  OUTPUT_FORMAT,
  PROGRESS_MODE,
  ON_DUPLICATE,
  COMMAND,
  CLEAR,
  /** Primary keys of the rows that a command is about. */
  KEYS,
  /** Primary key of one row, as {@code --id}. */
  KEY,
  /** A row as JSON. */
  ROW,
  /** Numbers between brackets. */
  VECTOR,
  COUNT,
  /** How many are passed over. */
  OFFSET,
  /** How many rows, or neighbours of each vector. */
  LIMIT,
  /** A span of time, in seconds. */
  SECONDS,
  /** Leave to do what cannot be undone. */
  CONFIRMATION,
  /** Nothing that could be listed. */
  FREE;

  /** The kind of an argument's value; free where none is declared, as for a plain switch. */
  public static ValueKind of(ArgSpec argument) {
    Takes takes = takes(argument);
    return takes == null ? FREE : takes.value();
  }

  /** The declaration of an argument; null where there is none. */
  static Takes takes(ArgSpec argument) {
    return argument.userObject() instanceof AnnotatedElement field
        ? field.getAnnotation(Takes.class)
        : null;
  }

  /** Whether a line names it by its long name, as the short one means more than one thing. */
  boolean isSpeltOut() {
    return this == SECONDS || this == KEY || this == CONFIRMATION;
  }

  /** Whether it names a collection that is there. */
  public boolean isCollection() {
    return this == COLLECTION || this == COLLECTION_TO_USE || this == COLLECTION_TO_DELETE;
  }

  /** Whether parameters of index types are meant. */
  public boolean isParameter() {
    return this == BUILD_PARAMETER || this == SEARCH_PARAMETER;
  }
}
