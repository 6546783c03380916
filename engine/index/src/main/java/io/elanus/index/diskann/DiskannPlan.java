package io.elanus.index.diskann;

import io.elanus.api.index.MemoryPlan;
import io.elanus.index.BuildStep;
import io.elanus.index.IndexShape;
import io.elanus.index.pq.CodeWordKMeans;
import java.util.List;

/** Predicts the memory of a build: what its classes allocate, phase by phase. */
final class DiskannPlan {
  private static final int SCRATCH = 1 << 20;

  private DiskannPlan() {}

  /**
   * The steps of a build; the factors are those of 340,479 rows of 100 values with AVX2 and default
   * parameters.
   */
  static List<BuildStep> steps(IndexShape shape) {
    DiskannShape diskann = DiskannShape.of(shape, shape.rows());
    double rows = diskann.rows();
    double dim = diskann.dim();
    double leaf = Math.min(diskann.leaf(), rows);
    double degree = diskann.degree();
    double sample = ByteCodebooks.sample(diskann.rows());
    double words = ByteCodebooks.size(diskann.rows());
    double members = rows * diskann.fanout(0);
    return List.of(
        new BuildStep("sample", sample * dim * BuildStep.VALUE),
        new BuildStep("train", sample * dim * words * CodeWordKMeans.ITERATIONS * 11),
        new BuildStep("assign", members * dim * 1.6 * BuildStep.VALUE),
        new BuildStep("encode", rows * dim * (3 * words + BuildStep.VALUE)),
        new BuildStep("link", 1, members * leaf * (dim + 100)),
        new BuildStep("link", 2, rows * diskann.slots(0) * dim * 100),
        new BuildStep("link", 3, rows * degree * dim * 55),
        new BuildStep("link", 4, rows * (diskann.listSize() + degree) * dim * 400),
        new BuildStep("link", 5, rows * degree * dim * 100),
        new BuildStep("write", rows * dim * BuildStep.VALUE));
  }

  static MemoryPlan of(IndexShape shape, int threads) {
    DiskannShape diskann = DiskannShape.of(shape, shape.rows());
    int rows = shape.rows();
    int dim = diskann.dim();
    Parts parts = Parts.of(dim);
    long words = (long) ByteCodebooks.size(rows) * dim * Float.BYTES;
    long training = SCRATCH + ByteCodebooks.trainingBytes(rows, dim, threads);
    int leaders = diskann.leaves(0);
    int fanout = diskann.fanout(0);
    // where distinct rows come first, if some are equal
    long firsts = 4L * rows;
    long partition =
        firsts + SCRATCH + words + Partition.bytes(rows, leaders, fanout, dim, threads);
    long kept = firsts + SCRATCH + words + rows * (2L + fanout) * Integer.BYTES;
    long encoding = kept + ByteCodebooks.encodingBytes(rows, dim, threads);
    long leaves = kept + (long) rows * fanout + threads * diskann.leafBytes();
    long linking = firsts + SCRATCH + words + 8L * rows + Linker.bytes(diskann, threads);
    long writing = SCRATCH + 8L * rows + rows / 8;
    long rowBytes = (long) rows * shape.dim() * Float.BYTES;
    long mapped = rowBytes + LastingAreas.bytes(diskann);
    long codes = (long) rows * parts.stride();
    long fileBytes =
        words
            + codes
            + rows * 4L
            + Frame.bytes(dim)
            + Starts.bytes(shape)
            + JVectorLinks.bytes(rows, diskann.degree());
    return new MemoryPlan(
        List.of(
            new MemoryPlan.Phase("train", training, mapped),
            new MemoryPlan.Phase("assign", partition, mapped),
            new MemoryPlan.Phase("encode", encoding, mapped),
            new MemoryPlan.Phase("link", Math.max(leaves, linking), mapped),
            new MemoryPlan.Phase("write", writing, mapped + fileBytes)),
        fileBytes);
  }
}
