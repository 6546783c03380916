package io.elanus.formats;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A NumPy array of one row for each vector; see {@link NpyHeader} for the format. */
final class NpyVectors implements VectorStream {
  private static final int BLOCK_ROWS = 128;

  private final SourceFile file;
  private final Bytes bytes;
  private final NpyHeader header;
  private final long rows;
  private final int dim;

  /** Set where the array lies column after column: all of its values. */
  private final @Nullable MemorySegment columns;

  /** A decompressed copy to delete at the end, or null. */
  private final @Nullable Path copy;

  private long nextRow;

  /** A one-dimensional array is one vector. */
  static NpyVectors open(SourceFile file) {
    Bytes bytes = Bytes.open(file);
    try {
      NpyHeader header = header(file, bytes);
      if (!header.fortranOrder() || !file.gzip()) {
        return new NpyVectors(file, bytes, header, null);
      }
    } catch (RuntimeException e) {
      bytes.close();
      throw e;
    }
    bytes.close();
    return unpacked(file);
  }

  /**
   * Columns of a compressed file cannot be read row by row, so it is unpacked next to nothing but
   * on disk.
   */
  private static NpyVectors unpacked(SourceFile file) {
    Path copy = null;
    try {
      copy = Files.createTempFile("elanus-", ".npy");
      try (InputStream in = file.stream(new CountingInput.Counter())) {
        Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      }
      SourceFile plain = new SourceFile(copy, FileFormat.NPY, false, Files.size(copy), null);
      Bytes bytes = Bytes.open(plain);
      try {
        return new NpyVectors(file, bytes, header(file, bytes), copy);
      } catch (RuntimeException e) {
        bytes.close();
        throw e;
      }
    } catch (IOException e) {
      delete(copy);
      throw file.failure(e);
    } catch (RuntimeException e) {
      delete(copy);
      throw e;
    }
  }

  private NpyVectors(SourceFile file, Bytes bytes, NpyHeader header, @Nullable Path copy) {
    this.file = file;
    this.bytes = bytes;
    this.header = header;
    this.copy = copy;
    long[] shape = header.shape();
    if (shape.length != 1 && shape.length != 2) {
      throw file.malformed("shape must be (rows, dim), got " + header.shapeText());
    }
    rows = shape.length == 2 ? shape[0] : 1;
    long width = shape[shape.length - 1];
    if (rows == 0 || width == 0) {
      throw file.malformed("array must not be empty, got shape " + header.shapeText());
    }
    if (width > Integer.MAX_VALUE || rows > Long.MAX_VALUE / 8 / width) {
      throw file.malformed("shape must be smaller, got " + header.shapeText());
    }
    dim = (int) width;
    if (!file.gzip()) {
      checkLength(file.bytes() - header.dataOffset());
    }
    columns = header.fortranOrder() ? bytes.read(Long.MAX_VALUE) : null;
    if (columns != null) {
      checkLength(columns.byteSize());
    }
  }

  private static NpyHeader header(SourceFile file, Bytes bytes) {
    byte[] prefix = bytes.read(NpyHeader.PREFIX).toArray(ValueLayout.JAVA_BYTE);
    if (prefix.length < NpyHeader.PREFIX) {
      throw file.malformed("a .npy header has at least 12 bytes, got " + prefix.length);
    }
    int offset = NpyHeader.dataOffset(file, prefix);
    byte[] rest = bytes.read(offset - NpyHeader.PREFIX).toArray(ValueLayout.JAVA_BYTE);
    if (rest.length < offset - NpyHeader.PREFIX) {
      throw file.malformed("the .npy header ends too early");
    }
    byte[] head = new byte[offset];
    System.arraycopy(prefix, 0, head, 0, prefix.length);
    System.arraycopy(rest, 0, head, prefix.length, rest.length);
    return NpyHeader.parse(file, head);
  }

  private void checkLength(long length) {
    long expected = rows * dim * type().bytes();
    if (length != expected) {
      throw file.malformed(
          "%d bytes of values must follow the header for shape %s, got %d"
              .formatted(expected, header.shapeText(), length));
    }
  }

  /** Whether the array has rows, not just one vector's values. */
  boolean isMatrix() {
    return header.shape().length == 2;
  }

  String shapeText() {
    return header.shapeText();
  }

  @Override
  public ElementType type() {
    return header.type();
  }

  @Override
  public int dim() {
    return dim;
  }

  @Override
  public OptionalLong rows() {
    return OptionalLong.of(rows);
  }

  @Override
  public int read(float[] target, int count) {
    int wanted = (int) Math.min(count, rows - nextRow);
    if (wanted == 0) {
      return 0;
    }
    if (columns != null) {
      readColumns(columns, target, wanted);
    } else {
      long size = (long) wanted * dim * type().bytes();
      MemorySegment values = bytes.read(size);
      if (values.byteSize() < size) {
        throw file.malformed(
            "%d rows must follow the header, the file ends in row %d"
                .formatted(rows, nextRow + 1 + values.byteSize() / ((long) dim * type().bytes())));
      }
      type().copy(values, 0, header.order(), target, 0, 1, wanted * dim);
    }
    nextRow += wanted;
    if (nextRow == rows && columns == null && bytes.read(1).byteSize() > 0) {
      throw file.malformed("nothing must follow the %d rows".formatted(rows));
    }
    return wanted;
  }

  /** Turns columns into rows, a block of rows at a time so that the block stays in cache. */
  private void readColumns(MemorySegment values, float[] target, int count) {
    int width = type().bytes();
    for (int block = 0; block < count; block += BLOCK_ROWS) {
      int blockRows = Math.min(BLOCK_ROWS, count - block);
      for (int column = 0; column < dim; column++) {
        long from = (column * rows + nextRow + block) * width;
        type().copy(values, from, header.order(), target, block * dim + column, dim, blockRows);
      }
    }
  }

  @Override
  public long position() {
    return columns == null ? bytes.position() : (long) ((double) nextRow / rows * file.bytes());
  }

  @Override
  public void close() {
    bytes.close();
    delete(copy);
  }

  private static void delete(@Nullable Path copy) {
    if (copy != null) {
      // A leftover in the temporary folder harms nobody, and the values were read.
      copy.toFile().delete();
    }
  }
}
