package io.elanus.index.parameters;

/**
 * One parameter of an index type.
 *
 * @param minimum and maximum, both allowed; ignored for booleans
 * @param defaultValue Integer or Boolean; null where it must be given
 * @param sentence what it does, one sentence for help and prompts
 */
public record Parameter(
    String name,
    Kind kind,
    Stage stage,
    long minimum,
    long maximum,
    Object defaultValue,
    String sentence) {
  /** The type of the value. */
  public enum Kind {
    INTEGER,
    BOOLEAN
  }
}
