package io.elanus.index.diskann;

/**
 * How the values of a vector are divided into parts, each of one code byte: two values to a part,
 * so that codes take an eighth of the vectors, and as many parts as fill whole words of 8 bytes.
 */
record Parts(int dim, int count) {
  private static final int WORD = Long.BYTES;
  private static final int VALUES_PER_PART = 2;

  static Parts of(int dim) {
    return new Parts(dim, Math.min(dim, Math.max(WORD, dim / VALUES_PER_PART / WORD * WORD)));
  }

  int start(int part) {
    return (int) ((long) part * dim / count);
  }

  int length(int part) {
    return start(part + 1) - start(part);
  }

  /** The length of the longest part. */
  int longest() {
    return (dim + count - 1) / count;
  }

  /** Bytes from one code to the next: whole words. */
  int stride() {
    return (count + WORD - 1) / WORD * WORD;
  }
}
