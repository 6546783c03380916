package io.elanus.store;

/**
 * A field in the catalogue.
 *
 * @param position in the schema, from 0; names the column and the vector files
 * @param type the name of its type, which only the layer above interprets
 * @param storage how its values are kept
 * @param length dim of a vector, bytes of a string, else 0
 */
public record StoredField(
    int position,
    String name,
    String type,
    Storage storage,
    String description,
    boolean primaryKey,
    int length) {
  /** How the values of a field are kept. */
  public enum Storage {
    INTEGER,
    REAL,
    TEXT,
    /** float32 values in vector files. */
    FLOATS,
    /** Packed bits in vector files. */
    BITS
  }

  public boolean isVector() {
    return storage == Storage.FLOATS || storage == Storage.BITS;
  }

  /** Bytes of one row in a vector file. */
  public int width() {
    return switch (storage) {
      case FLOATS -> length * Float.BYTES;
      case BITS -> length / Byte.SIZE;
      case INTEGER, REAL, TEXT -> throw new IllegalStateException(name + " is no vector field");
    };
  }
}
