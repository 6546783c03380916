package io.elanus.formats;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The bytes of a file from front to back: mapped where it is plain, streamed where it is
 * compressed.
 */
abstract sealed class Bytes implements AutoCloseable {
  /** Opens the file; its mapping and streams live until {@link #close}. */
  static Bytes open(SourceFile file) {
    return file.gzip() ? new Streamed(file) : new Mapped(file);
  }

  /**
   * The next bytes, valid until the next call; fewer than {@code count} only at the end of the
   * file.
   */
  abstract MemorySegment read(long count);

  /** Bytes read, compressed ones where the file is. */
  abstract long position();

  @Override
  public abstract void close();

  private static final class Mapped extends Bytes {
    private final Arena arena = Arena.ofShared();
    private final MemorySegment all;
    private volatile long position;

    Mapped(SourceFile file) {
      all = file.map(arena);
    }

    @Override
    MemorySegment read(long count) {
      MemorySegment slice = all.asSlice(position, Math.min(count, all.byteSize() - position));
      position += slice.byteSize();
      return slice;
    }

    @Override
    long position() {
      return position;
    }

    @Override
    public void close() {
      if (arena.scope().isAlive()) {
        arena.close();
      }
    }
  }

  private static final class Streamed extends Bytes {
    private final SourceFile file;
    private final CountingInput.Counter counter = new CountingInput.Counter();
    private final InputStream in;
    private byte[] buffer = new byte[0];

    Streamed(SourceFile file) {
      this.file = file;
      this.in = file.stream(counter);
    }

    @Override
    MemorySegment read(long count) {
      int wanted = Math.toIntExact(count);
      if (buffer.length < wanted) {
        buffer = new byte[wanted];
      }
      try {
        int got = in.readNBytes(buffer, 0, wanted);
        return MemorySegment.ofArray(buffer).asSlice(0, got);
      } catch (IOException e) {
        throw file.failure(e);
      }
    }

    @Override
    long position() {
      return counter.bytes();
    }

    @Override
    public void close() {
      try {
        in.close();
      } catch (IOException e) {
        throw file.failure(e);
      }
    }
  }
}
