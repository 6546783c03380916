package io.elanus.shell.complete;

import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the value of a flag or argument names. */
public enum ValueKind {
  COLLECTION,
  /** {@code name:TYPE} and more, of a field that is yet to be made. */
  NEW_FIELD,
  /** A field that the line makes. */
  NEW_KEY,
  FIELDS,
  VECTOR_FIELD,
  /** A field that has an index. */
  INDEXED_FIELD,
  INDEX,
  INDEX_TYPE,
  METRIC,
  PARAMETER,
  DEFAULTS,
  FILE,
  DIRECTORY,
  OUTPUT_FORMAT,
  PROGRESS_MODE,
  ON_DUPLICATE,
  COMMAND,
  CLEAR,
  /** Nothing that could be listed. */
  FREE;

  private static final Set<String> ON_VECTORS = Set.of("create index", "search");

  /**
   * The kind of a flag's or argument's value.
   *
   * @param command its words with blanks between
   */
  public static ValueKind of(String command, ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? ofFlag(command, List.of(option.names()))
        : ofArgument(argument.paramLabel());
  }

  private static ValueKind ofFlag(String command, List<String> names) {
    boolean creates = command.startsWith("create ");
    for (String name : names) {
      switch (name) {
        case "--collection-name" -> {
          return command.equals("create collection") ? FREE : COLLECTION;
        }
        case "--field" -> {
          if (command.equals("create collection")) {
            return NEW_FIELD;
          }
        }
        case "--primary-field" -> {
          return NEW_KEY;
        }
        case "--field-name" -> {
          return ON_VECTORS.contains(command) ? VECTOR_FIELD : INDEXED_FIELD;
        }
        case "--index-name" -> {
          return creates ? FREE : INDEX;
        }
        case "--index-type" -> {
          return INDEX_TYPE;
        }
        case "--metric-type" -> {
          return METRIC;
        }
        case "--param" -> {
          return PARAMETER;
        }
        case "--defaults" -> {
          return DEFAULTS;
        }
        case "--output-fields" -> {
          return FIELDS;
        }
        case "--file", "--from", "--schema-file", "--script" -> {
          return FILE;
        }
        case "--data" -> {
          return DIRECTORY;
        }
        case "--output" -> {
          return OUTPUT_FORMAT;
        }
        case "--progress" -> {
          return PROGRESS_MODE;
        }
        case "--on-duplicate" -> {
          return ON_DUPLICATE;
        }
        default -> {}
      }
    }
    return FREE;
  }

  private static ValueKind ofArgument(String label) {
    return switch (label) {
      case "COLLECTION" -> COLLECTION;
      case "FILE" -> FILE;
      case "DIR" -> DIRECTORY;
      case "FORMAT" -> OUTPUT_FORMAT;
      case "COMMAND" -> COMMAND;
      case "clear" -> CLEAR;
      default -> FREE;
    };
  }
}
