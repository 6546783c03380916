package io.elanus.index.cluster;

import io.elanus.index.Checkpoints;
import io.elanus.index.panel.MetricRows;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Where k-means stands between two iterations: all that the next one depends on.
 *
 * <p>As bytes, big-endian: int version 3, int iterations done, int points, int clusters, int dim,
 * the centres as floats, the cluster of each point as ints, -1 for none, the sums of the clusters'
 * points as doubles.
 */
record TrainingState(int iteration, Centroids centroids, int[] assignment, double[] sums) {
  private static final int VERSION = 3;
  private static final int HEADER = 5 * Integer.BYTES;

  /** A larger state is not worth its writing time; such a build starts again after a crash. */
  private static final long LARGEST = 1L << 30;

  private static long bytes(long points, long clusters, long dim) {
    return HEADER + (3 * clusters * dim + points) * Integer.BYTES;
  }

  /** Heap bytes of a saved state; 0 where it is not saved. */
  static long savedBytes(long points, long clusters, long dim) {
    long bytes = bytes(points, clusters, dim);
    return bytes > LARGEST ? 0 : bytes;
  }

  /** The saved state, if it is one of these points and clusters. */
  static Optional<TrainingState> load(
      Checkpoints checkpoints, int points, int clusters, MetricRows rows) throws IOException {
    Optional<byte[]> saved = checkpoints.load();
    if (saved.isEmpty() || saved.get().length != bytes(points, clusters, rows.dim())) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(saved.get());
    int version = buffer.getInt();
    int iteration = buffer.getInt();
    if (version != VERSION
        || buffer.getInt() != points
        || buffer.getInt() != clusters
        || buffer.getInt() != rows.dim()) {
      return Optional.empty();
    }
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
            iteration, new Centroids(values, clusters, rows.dim(), spherical), assignment, sums));
  }

  void save(Checkpoints checkpoints) throws IOException {
    float[] values = centroids.values();
    long bytes = bytes(assignment.length, centroids.count(), centroids.dim());
    if (bytes > LARGEST) {
      return;
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) bytes);
    buffer.putInt(VERSION).putInt(iteration).putInt(assignment.length);
    buffer.putInt(centroids.count()).putInt(centroids.dim());
    buffer.asFloatBuffer().put(values);
    buffer.position(buffer.position() + values.length * Float.BYTES);
    buffer.asIntBuffer().put(assignment);
    buffer.position(buffer.position() + assignment.length * Integer.BYTES);
    buffer.asDoubleBuffer().put(sums);
    checkpoints.save(buffer.array());
  }
}
