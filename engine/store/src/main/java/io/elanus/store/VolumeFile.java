package io.elanus.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file open for writing. */
public interface VolumeFile extends Closeable {
  /** Writes all remaining bytes at a position. */
  void write(ByteBuffer bytes, long position) throws IOException;

  /** Cuts the file to at most {@code length} bytes. */
  void truncate(long length) throws IOException;

  /** Makes what was written durable. */
  void sync() throws IOException;
}
