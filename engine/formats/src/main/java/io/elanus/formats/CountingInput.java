package io.elanus.formats;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes that were read. */
final class CountingInput extends FilterInputStream {
  private final Counter counter;

  /** How many bytes were read so far; another thread may look. */
  static final class Counter {
    private volatile long bytes;

    long bytes() {
      return bytes;
    }

    // One thread reads; others only look.
    void set(long value) {
      bytes = value;
    }
  }

  CountingInput(InputStream in, Counter counter) {
    super(in);
    this.counter = counter;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) {
      counter.set(counter.bytes() + 1);
    }
    return value;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = super.read(target, offset, length);
    if (count > 0) {
      counter.set(counter.bytes() + count);
    }
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = super.skip(count);
    counter.set(counter.bytes() + skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
