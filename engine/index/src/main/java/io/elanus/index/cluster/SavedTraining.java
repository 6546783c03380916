package io.elanus.index.cluster;

import io.elanus.index.Checkpoints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The head of a saved k-means, big-endian: int version of what follows, int iterations done, int
 * points, int clusters, int dim.
 *
 * @param rest what follows
 */
public record SavedTraining(int iteration, ByteBuffer rest) {
  private static final int HEADER = 5 * Integer.BYTES;

  /** A larger state is not worth its writing time; such a build starts again after a crash. */
  private static final long LARGEST = 1L << 30;

  /**
   * What a build is about, and how it is saved.
   *
   * @param bytes of what follows the head
   */
  public record Kind(int version, int points, int clusters, int dim, long bytes) {
    /** Heap bytes of a saved state; 0 where it is not saved. */
    public long savedBytes() {
      return HEADER + bytes > LARGEST ? 0 : HEADER + bytes;
    }
  }

  /** The saved state, if it is of this kind. */
  public static Optional<SavedTraining> load(Checkpoints checkpoints, Kind kind)
      throws IOException {
    Optional<byte[]> saved = checkpoints.load();
    if (saved.isEmpty() || saved.get().length != HEADER + kind.bytes) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(saved.get());
    int version = buffer.getInt();
    int iteration = buffer.getInt();
    boolean same =
        version == kind.version
            && buffer.getInt() == kind.points
            && buffer.getInt() == kind.clusters
            && buffer.getInt() == kind.dim;
    return same ? Optional.of(new SavedTraining(iteration, buffer)) : Optional.empty();
  }

  /** Begins to write a state of a kind; empty where it is too large. */
  public static Optional<ByteBuffer> begin(Kind kind, int iteration) {
    if (kind.savedBytes() == 0) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) kind.savedBytes());
    buffer.putInt(kind.version).putInt(iteration).putInt(kind.points);
    buffer.putInt(kind.clusters).putInt(kind.dim);
    return Optional.of(buffer);
  }
}
