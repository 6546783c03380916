package io.elanus.formats;

/**
 * What to decide otherwise than the values of a file suggest.
 *
 * @param primaryKey the column to take as key; null to choose one, or to name the key that the engine makes
 * @param autoId whether the engine makes the keys, whatever the columns are
 * @param description of the collection, may be empty
 */
public record InferOptions(String primaryKey, boolean autoId, String description) {
  public static InferOptions defaults() {
    return new InferOptions(null, false, "");
  }
}
