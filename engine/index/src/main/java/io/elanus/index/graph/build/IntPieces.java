package io.elanus.index.graph.build;

import io.elanus.base.Cancellation;
import io.elanus.index.Checkpoints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Ints on their way into a checkpoint, little-endian, a mebibyte at a time. */
final class IntPieces {
  /** Heap bytes of one. */
  static final int BYTES = 1 << 20;

  private final Checkpoints.Pieces pieces;
  private final Cancellation cancellation;
  private final ByteBuffer buffer = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);

  IntPieces(Checkpoints.Pieces pieces, Cancellation cancellation) {
    this.pieces = pieces;
    this.cancellation = cancellation;
  }

  void put(int value) throws IOException {
    if (!buffer.hasRemaining()) {
      flush();
    }
    buffer.putInt(value);
  }

  void put(int[] values, int count) throws IOException {
    for (int at = 0; at < count; ) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      int some = Math.min(count - at, buffer.remaining() / Integer.BYTES);
      buffer.asIntBuffer().put(values, at, some);
      buffer.position(buffer.position() + some * Integer.BYTES);
      at += some;
    }
  }

  /** Hands over what is left; to be called at the end. */
  void flush() throws IOException {
    cancellation.check();
    pieces.write(buffer.flip());
    buffer.clear();
  }
}
