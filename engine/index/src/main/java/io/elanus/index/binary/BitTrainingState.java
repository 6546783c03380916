package io.elanus.index.binary;

import io.elanus.index.Checkpoints;
import io.elanus.index.cluster.SavedTraining;
import io.elanus.kernels.BitKernels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Where the k-means of binary vectors stands between two iterations: all that the next one depends
 * on.
 *
 * <p>As bytes, behind the head of a {@link SavedTraining}, version 2, big-endian: the levels of the
 * centres as longs, the centre of each point as ints.
 *
 * @param assignment of the last iteration
 */
record BitTrainingState(int iteration, LevelCentres centres, int[] assignment) {
  private static final int VERSION = 2;

  private static SavedTraining.Kind kind(int points, int clusters, int dim) {
    long centre = (long) BitKernels.PLANES * BitKernels.words(dim) * Long.BYTES;
    long bytes = clusters * centre + (long) points * Integer.BYTES;
    return new SavedTraining.Kind(VERSION, points, clusters, dim, bytes);
  }

  /** Heap bytes of a saved state; 0 where it is not saved. */
  static long savedBytes(int points, int clusters, int dim) {
    return kind(points, clusters, dim).savedBytes();
  }

  /** The saved state, if it is one of so many points and clusters. */
  static Optional<BitTrainingState> load(Checkpoints checkpoints, int points, int clusters, int dim)
      throws IOException {
    Optional<SavedTraining> saved = SavedTraining.load(checkpoints, kind(points, clusters, dim));
    if (saved.isEmpty()) {
      return Optional.empty();
    }
    ByteBuffer buffer = saved.get().rest();
    LevelCentres centres = LevelCentres.empty(clusters, dim);
    buffer.asLongBuffer().get(centres.levels());
    buffer.position(buffer.position() + centres.levels().length * Long.BYTES);
    int[] assignment = new int[points];
    buffer.asIntBuffer().get(assignment);
    return Optional.of(new BitTrainingState(saved.get().iteration(), centres, assignment));
  }

  void save(Checkpoints checkpoints) throws IOException {
    SavedTraining.Kind kind = kind(assignment.length, centres.count(), centres.dim());
    Optional<ByteBuffer> begun = SavedTraining.begin(kind, iteration);
    if (begun.isEmpty()) {
      return;
    }
    ByteBuffer buffer = begun.get();
    buffer.asLongBuffer().put(centres.levels());
    buffer.position(buffer.position() + centres.levels().length * Long.BYTES);
    buffer.asIntBuffer().put(assignment);
    checkpoints.save(buffer.array());
  }
}
