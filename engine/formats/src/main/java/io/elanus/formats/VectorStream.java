package io.elanus.formats;

import java.util.OptionalLong;

/** The vectors of a file from front to back. */
interface VectorStream extends AutoCloseable {
  ElementType type();

  /** Numbers in each vector. */
  int dim();

  /** Vectors in the whole file, where its head or size tells. */
  OptionalLong rows();

  /**
   * Reads up to {@code count} vectors.
   *
   * @param target room for {@code count * dim} numbers
   * @return how many were read; 0 after the last
   */
  int read(float[] target, int count);

  /** Bytes of the file read so far. */
  long position();

  @Override
  void close();

  /** Opens the vectors of a file of one of the vector formats. */
  static VectorStream open(SourceFile file) {
    return switch (file.format()) {
      case NPY -> NpyVectors.open(file);
      case FVECS -> new TexmexVectors(file, ElementType.FLOAT32);
      case IVECS -> new TexmexVectors(file, ElementType.INT32);
      case BVECS -> new TexmexVectors(file, ElementType.UINT8);
      case CSV, TSV, JSON, JSONL, NDJSON ->
          throw new IllegalArgumentException(file.format() + " holds rows");
    };
  }
}
