package io.elanus.index;

/** The vectors that a search asks for, row after row. */
public sealed interface QueryVectors {
  int count();

  /** Copies some of them, by number. */
  QueryVectors some(int[] numbers);

  /**
   * @param values {@code count * dim} values
   */
  record Floats(float[] values, int count) implements QueryVectors {
    @Override
    public Floats some(int[] numbers) {
      int dim = values.length / Math.max(1, count);
      float[] copies = new float[numbers.length * dim];
      for (int i = 0; i < numbers.length; i++) {
        System.arraycopy(values, numbers[i] * dim, copies, i * dim, dim);
      }
      return new Floats(copies, numbers.length);
    }
  }

  /**
   * @param values {@code count * dim / 8} bytes, laid out as in {@link BitRows}
   */
  record Bits(byte[] values, int count) implements QueryVectors {
    @Override
    public Bits some(int[] numbers) {
      int width = values.length / Math.max(1, count);
      byte[] copies = new byte[numbers.length * width];
      for (int i = 0; i < numbers.length; i++) {
        System.arraycopy(values, numbers[i] * width, copies, i * width, width);
      }
      return new Bits(copies, numbers.length);
    }
  }
}
