package io.elanus.index.ivf;

import io.elanus.api.index.MemoryPlan;
import io.elanus.base.Cancellation;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildNotes;
import io.elanus.index.BuildStep;
import io.elanus.index.FloatRows;
import io.elanus.index.IndexShape;
import io.elanus.index.SectionSink;
import io.elanus.index.SectionSource;
import io.elanus.index.VectorIndex;
import io.elanus.index.VectorRows;
import io.elanus.index.cluster.KMeans;
import io.elanus.index.lists.IndexFacts;
import io.elanus.index.lists.MetricRows;
import io.elanus.index.pq.BuildCheckpoints;
import io.elanus.index.pq.CodeShape;
import io.elanus.index.pq.CodebookTrainer;
import io.elanus.index.pq.Codebooks;
import io.elanus.index.pq.PqLists;
import io.elanus.index.pq.PqWriter;
import io.elanus.index.pq.Residuals;
import java.io.IOException;
import java.util.List;

/**
 * The index file of IVF_PQ and SCANN.
 *
 * <p>Sections, little-endian:
 *
 * <ul>
 *   <li>those of {@link PqWriter}
 *   <li>{@code centroids}, {@code centroid-bias}: the lists' centres, see {@link CoarseCentroids}
 *   <li>{@code facts}: see {@link IndexFacts}, version 2 with {@code corrections}, else version 1
 * </ul>
 */
final class IvfPqFile {
  private IvfPqFile() {}

  private static int version(CodeShape codes) {
    return codes.corrected() ? 2 : 1;
  }

  static BuildNotes build(
      VectorRows vectors, IndexShape shape, CodeShape codes, BuildContext context, SectionSink sink)
      throws IOException {
    BuildCheckpoints checkpoints = new BuildCheckpoints(context.checkpoints());
    MetricRows rows = new MetricRows((FloatRows) vectors, shape.metric());
    CoarseQuantizer quantizer = CoarseQuantizer.of(rows, shape.nlist(), with(context, checkpoints));
    Cancellation cancellation = context.cancellation();
    cancellation.check();
    Residuals residuals = Residuals.of(rows, quantizer.clusters(), context);
    Codebooks books = CodebookTrainer.train(residuals, codes, context, checkpoints);
    cancellation.check();
    new PqWriter(residuals, books, context).write(sink);
    return quantizer.write(version(codes), rows, sink);
  }

  private static BuildContext with(BuildContext context, BuildCheckpoints checkpoints) {
    return new BuildContext(
        context.threads(),
        context.executor(),
        context.seed(),
        context.cancellation(),
        context.listener(),
        checkpoints);
  }

  /**
   * @param exact whether the best candidates are ordered by the distances of the rows
   */
  static VectorIndex open(
      SectionSource sections, IndexShape shape, CodeShape codes, VectorRows rows, boolean exact) {
    IndexFacts facts = IndexFacts.read(sections, version(codes), shape);
    FloatRows floats = (FloatRows) rows;
    PqLists vectors = PqLists.open(sections, facts.lists(), shape, codes);
    return IvfIndex.open(sections, shape, new IvfIndex.Pq(vectors, exact ? floats : null), floats);
  }

  static List<BuildStep> steps(IndexShape shape, CodeShape codes) {
    double values = (double) shape.rows() * shape.dim();
    List<BuildStep> steps = CoarseQuantizer.steps(shape);
    steps.addAll(CodebookTrainer.steps(shape.rows(), codes));
    steps.add(new BuildStep("encode", PqWriter.work(shape.rows(), codes)));
    steps.add(new BuildStep("write", values));
    return steps;
  }

  static MemoryPlan plan(IndexShape shape, CodeShape codes, int threads) {
    int lists = CoarseQuantizer.lists(shape.rows(), shape.nlist());
    long centroids = (long) lists * shape.dim() * Float.BYTES;
    long rowBytes = (long) shape.rows() * shape.dim() * Float.BYTES;
    // The last state of the lists is kept for the checkpoints of the codebooks.
    long state = KMeans.stateBytes(shape.rows(), lists, shape.dim());
    // divided rows, origins
    long kept = IvfPlan.kept(shape) + centroids + state;
    long training =
        Math.max(
            CodebookTrainer.heapBytes(shape.rows(), codes, threads),
            state + codes.codebookFloats() * Float.BYTES);
    long books = codes.codebookFloats() * Float.BYTES;
    long fileBytes =
        PqWriter.estimate(shape.rows(), lists, codes, shape.metric())
            + centroids
            + (long) lists * Float.BYTES;
    long encoding = PqWriter.heapBytes(shape.rows(), lists, codes, shape.metric(), threads);
    return new MemoryPlan(
        List.of(
            new MemoryPlan.Phase("train", IvfPlan.training(shape, threads) + state, rowBytes),
            new MemoryPlan.Phase("assign", IvfPlan.assigning(shape, threads) + state, rowBytes),
            new MemoryPlan.Phase("train", kept + books + training, rowBytes),
            new MemoryPlan.Phase("encode", kept + books + encoding, rowBytes + fileBytes)),
        fileBytes);
  }
}
