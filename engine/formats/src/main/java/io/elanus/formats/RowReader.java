package io.elanus.formats;

import io.elanus.api.RowBatch;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads a file batch by batch. For one thread; progress may be looked at from others. */
public interface RowReader extends AutoCloseable {
  /**
   * The next rows, or null after the last ones.
   *
   * @throws io.elanus.base.ElanusException INVALID_ROW, INVALID_VECTOR or MALFORMED_FILE naming
   *     file, row and column; no row of the batch was handed out then
   */
  @Nullable RowBatch next();

  /** Bytes of the file read so far, compressed ones of a .gz file. */
  long bytesRead();

  /** The size of the file. */
  long bytesTotal();

  /** Rows in the whole file, where its head or size tells. */
  OptionalLong rowsTotal();

  @Override
  void close();
}
