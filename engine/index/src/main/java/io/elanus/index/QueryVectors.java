package io.elanus.index;

/** The vectors that a search asks for, row after row. */
public sealed interface QueryVectors {
  int count();

  /**
   * @param values {@code count * dim} values
   */
  record Floats(float[] values, int count) implements QueryVectors {}

  /**
   * @param values {@code count * dim / 8} bytes, laid out as in {@link BitRows}
   */
  record Bits(byte[] values, int count) implements QueryVectors {}
}
