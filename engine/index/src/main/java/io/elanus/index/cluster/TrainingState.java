package io.elanus.index.cluster;

import io.elanus.index.Checkpoints;
import io.elanus.index.lists.MetricRows;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Where k-means stands between two iterations: all that the next one depends on.
 *
 * <p>As bytes, behind the head of a {@link SavedTraining}, version 3, big-endian: the centres as
 * floats, the cluster of each point as ints, -1 for none, the sums of the clusters' points as
 * doubles.
 */
record TrainingState(int iteration, Centroids centroids, int[] assignment, double[] sums) {
  private static final int VERSION = 3;

  private static SavedTraining.Kind kind(int points, int clusters, int dim) {
    long bytes = (3L * clusters * dim + points) * Integer.BYTES;
    return new SavedTraining.Kind(VERSION, points, clusters, dim, bytes);
  }

  /** Heap bytes of a saved state; 0 where it is not saved. */
  static long savedBytes(int points, int clusters, int dim) {
    return kind(points, clusters, dim).savedBytes();
  }

  /** The saved state, if it is one of these points and clusters. */
  static Optional<TrainingState> load(
      Checkpoints checkpoints, int points, int clusters, MetricRows rows) throws IOException {
    Optional<SavedTraining> saved =
        SavedTraining.load(checkpoints, kind(points, clusters, rows.dim()));
    if (saved.isEmpty()) {
      return Optional.empty();
    }
    ByteBuffer buffer = saved.get().rest();
    float[] values = new float[Math.multiplyExact(clusters, rows.dim())];
    buffer.asFloatBuffer().get(values);
    buffer.position(buffer.position() + values.length * Float.BYTES);
    int[] assignment = new int[points];
    buffer.asIntBuffer().get(assignment);
    buffer.position(buffer.position() + points * Integer.BYTES);
    double[] sums = new double[values.length];
    buffer.asDoubleBuffer().get(sums);
    boolean spherical = KMeans.isSpherical(rows.metric());
    return Optional.of(
        new TrainingState(
            saved.get().iteration(),
            new Centroids(values, clusters, rows.dim(), spherical),
            assignment,
            sums));
  }

  void save(Checkpoints checkpoints) throws IOException {
    float[] values = centroids.values();
    SavedTraining.Kind kind = kind(assignment.length, centroids.count(), centroids.dim());
    Optional<ByteBuffer> begun = SavedTraining.begin(kind, iteration);
    if (begun.isEmpty()) {
      return;
    }
    ByteBuffer buffer = begun.get();
    buffer.asFloatBuffer().put(values);
    buffer.position(buffer.position() + values.length * Float.BYTES);
    buffer.asIntBuffer().put(assignment);
    buffer.position(buffer.position() + assignment.length * Integer.BYTES);
    buffer.asDoubleBuffer().put(sums);
    checkpoints.save(buffer.array());
  }
}
