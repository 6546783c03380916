package io.elanus.formats;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.OptionalLong;

/**
 * The .fvecs, .ivecs and .bvecs formats of the TEXMEX corpora: for each vector its length as a
 * little-endian int32, then as many float32, int32 or uint8 values.
 */
final class TexmexVectors implements VectorStream {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int MAX_DIM = 1 << 20;

  private final SourceFile file;
  private final ElementType type;
  private final Bytes bytes;
  private final int dim;
  private long row;
  private boolean first = true;

  TexmexVectors(SourceFile file, ElementType type) {
    this.file = file;
    this.type = type;
    this.bytes = Bytes.open(file);
    try {
      MemorySegment head = bytes.read(4);
      if (head.byteSize() < 4) {
        throw file.malformed("a vector must begin with its length, the file ends too early");
      }
      dim = head.get(INT, 0);
      checkFirstLength();
      if (!file.gzip() && file.bytes() % stride() != 0) {
        throw file.malformed(
            "size must be a multiple of %d bytes for vectors of %d values, got %d"
                .formatted(stride(), dim, file.bytes()));
      }
    } catch (RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  private void checkFirstLength() {
    if (dim < 1 || dim > MAX_DIM) {
      throw file.malformed(
          "row 1: length of the vector must be in [1, %d], got %d".formatted(MAX_DIM, dim));
    }
  }

  private long stride() {
    return 4 + (long) dim * type.bytes();
  }

  @Override
  public ElementType type() {
    return type;
  }

  @Override
  public int dim() {
    return dim;
  }

  @Override
  public OptionalLong rows() {
    return file.gzip() ? OptionalLong.empty() : OptionalLong.of(file.bytes() / stride());
  }

  @Override
  public int read(float[] target, int count) {
    if (count == 0) {
      return 0;
    }
    // The length of the very first vector is already read.
    int ahead = first ? 4 : 0;
    MemorySegment block = bytes.read(count * stride() - ahead);
    long got = (block.byteSize() + ahead) / stride();
    if (got * stride() != block.byteSize() + ahead) {
      throw file.malformed("row %d: the file ends within the vector".formatted(row + got + 1));
    }
    for (int i = 0; i < got; i++) {
      long at = i * stride() - ahead;
      int length = at < 0 ? dim : block.get(INT, at);
      if (length != dim) {
        throw file.malformed(
            "row %d: vectors must have one length, got %d after %d"
                .formatted(row + i + 1, length, dim));
      }
      type.copy(block, at + 4, ByteOrder.LITTLE_ENDIAN, target, i * dim, 1, dim);
    }
    first = false;
    row += got;
    return (int) got;
  }

  @Override
  public long position() {
    return bytes.position();
  }

  @Override
  public void close() {
    bytes.close();
  }
}
