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
 * <p>As bytes, big-endian: int version 2, int iterations done, int points, int clusters, int dim,
 * the levels of the centres as longs, the centre of each point as ints.
 *
 * @param assignment of the last iteration
 */
record BitTrainingState(int iteration, LevelCentres centres, int[] assignment) {
  private static final int VERSION = 2;
  private static final int HEADER = 5 * Integer.BYTES;

  /** A larger state is not worth its writing time; such a build starts again after a crash. */
  private static final long LARGEST = 1L << 30;

  private static long bytes(long points, long clusters, int dim) {
    long centre = (long) BitKernels.PLANES * BitKernels.words(dim) * Long.BYTES;
    return HEADER + clusters * centre + points * Integer.BYTES;
  }

  /** Heap bytes of a saved state; 0 where it is not saved. */
  static long savedBytes(long points, long clusters, int dim) {
    long bytes = bytes(points, clusters, dim);
    return bytes > LARGEST ? 0 : bytes;
  }

  /** The saved state, if it is one of so many points and clusters. */
  static Optional<BitTrainingState> load(Checkpoints checkpoints, int points, int clusters, int dim)
      throws IOException {
    Optional<byte[]> saved = checkpoints.load();
    if (saved.isEmpty() || saved.get().length != bytes(points, clusters, dim)) {
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
    LevelCentres centres = LevelCentres.empty(clusters, dim);
    buffer.asLongBuffer().get(centres.levels());
    buffer.position(buffer.position() + centres.levels().length * Long.BYTES);
    int[] assignment = new int[points];
    buffer.asIntBuffer().get(assignment);
    return Optional.of(new BitTrainingState(iteration, centres, assignment));
  }

  void save(Checkpoints checkpoints) throws IOException {
    long bytes = bytes(assignment.length, centres.count(), centres.dim());
    if (bytes > LARGEST) {
      return;
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) bytes);
    buffer.putInt(VERSION).putInt(iteration).putInt(assignment.length);
    buffer.putInt(centres.count()).putInt(centres.dim());
    buffer.asLongBuffer().put(centres.levels());
    buffer.position(buffer.position() + centres.levels().length * Long.BYTES);
    buffer.asIntBuffer().put(assignment);
    checkpoints.save(buffer.array());
  }
}
