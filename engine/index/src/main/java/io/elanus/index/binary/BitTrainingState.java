package io.elanus.index.binary;

import io.elanus.index.Checkpoints;
import io.elanus.kernels.BitKernels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Where the k-means of binary vectors stands between two iterations: all that the next one depends
 * on.
 *
 * <p>As bytes, big-endian: int version 1, int iterations done, int points, int clusters, int dim,
 * long sum of distances as of the last iteration, the levels of the centres as longs.
 */
record BitTrainingState(int iteration, long sum, LevelCentres centres) {
  private static final int VERSION = 1;
  private static final int HEADER = 5 * Integer.BYTES + Long.BYTES;

  /** A larger state is not worth its writing time; such a build starts again after a crash. */
  private static final long LARGEST = 1L << 30;

  private static long bytes(long clusters, int dim) {
    return HEADER + clusters * BitKernels.PLANES * BitKernels.words(dim) * Long.BYTES;
  }

  /** The saved state, if it is one of so many points and clusters. */
  static Optional<BitTrainingState> load(Checkpoints checkpoints, int points, int clusters, int dim)
      throws IOException {
    Optional<byte[]> saved = checkpoints.load();
    if (saved.isEmpty() || saved.get().length != bytes(clusters, dim)) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(saved.get());
    int version = buffer.getInt();
    int iteration = buffer.getInt();
    if (version != VERSION
        || buffer.getInt() != points
        || buffer.getInt() != clusters
        || buffer.getInt() != dim) {
      return Optional.empty();
    }
    long sum = buffer.getLong();
    LevelCentres centres = LevelCentres.empty(clusters, dim);
    buffer.asLongBuffer().get(centres.levels());
    return Optional.of(new BitTrainingState(iteration, sum, centres));
  }

  void save(Checkpoints checkpoints, int points) throws IOException {
    long bytes = bytes(centres.count(), centres.dim());
    if (bytes > LARGEST) {
      return;
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) bytes);
    buffer.putInt(VERSION).putInt(iteration).putInt(points);
    buffer.putInt(centres.count()).putInt(centres.dim()).putLong(sum);
    buffer.asLongBuffer().put(centres.levels());
    checkpoints.save(buffer.array());
  }
}
