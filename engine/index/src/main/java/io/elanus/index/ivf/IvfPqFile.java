package io.elanus.index.ivf;

import io.elanus.base.Cancellation;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildNotes;
import io.elanus.index.BuildStep;
import io.elanus.index.FloatRows;
import io.elanus.index.IndexShape;
import io.elanus.index.MemoryPlan;
import io.elanus.index.SectionSink;
import io.elanus.index.SectionSource;
import io.elanus.index.VectorIndex;
import io.elanus.index.VectorRows;
import io.elanus.index.panel.IndexFacts;
import io.elanus.index.panel.MetricRows;
import io.elanus.index.pq.BuildCheckpoints;
import io.elanus.index.pq.CodeShape;
import io.elanus.index.pq.CodebookTrainer;
import io.elanus.index.pq.Codebooks;
import io.elanus.index.pq.PqLists;
import io.elanus.index.pq.PqWriter;
import io.elanus.index.pq.Residuals;
import io.elanus.kernels.PanelKernels;
import java.io.IOException;
import java.util.List;

/**
 * The index file of IVF_PQ and SCANN.
 *
 * <p>Sections, little-endian:
 *
 * <ul>
 *   <li>those of {@link PqWriter}
 *   <li>{@code centroids}, {@code centroid-bias}: the lists' centres, see {@link CentroidPanels}
 *   <li>{@code facts}: see {@link IndexFacts}, version 2 with {@code corrections}, else version 1
 * </ul>
 */
final class IvfPqFile {
  private static final int SCRATCH = 1 << 20;

  private IvfPqFile() {}

  private static int version(CodeShape codes) {
    return codes.corrected() ? 2 : 1;
  }

  static BuildNotes build(
      VectorRows vectors, IndexShape shape, CodeShape codes, BuildContext context, SectionSink sink)
      throws IOException {
    BuildCheckpoints checkpoints = new BuildCheckpoints(context.checkpoints());
    MetricRows rows = new MetricRows((FloatRows) vectors, shape.metric());
    Division division = Division.of(rows, shape.intParameter("nlist"), with(context, checkpoints));
    Cancellation cancellation = context.cancellation();
    cancellation.check();
    Residuals residuals = Residuals.of(rows, division.clusters(), context);
    Codebooks books = CodebookTrainer.train(residuals, codes, context, checkpoints);
    cancellation.check();
    new PqWriter(residuals, books, context).write(sink);
    CentroidPanels.write(division.centroids(), sink);
    new IndexFacts(version(codes), rows.count(), rows.dim(), division.centroids().count(), 0)
        .write(sink);
    return division.notes();
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
   * @param rows for exact distances; null for distances of codes
   */
  static VectorIndex open(
      SectionSource sections, IndexShape shape, CodeShape codes, FloatRows rows) {
    IndexFacts facts = IndexFacts.read(sections, version(codes), shape);
    return new IvfPqIndex(
        CentroidPanels.open(sections, facts.lists(), shape),
        PqLists.open(sections, facts.lists(), shape, codes),
        rows);
  }

  static List<BuildStep> steps(IndexShape shape, CodeShape codes) {
    double values = (double) shape.rows() * shape.dim();
    List<BuildStep> steps = Division.steps(shape);
    steps.addAll(CodebookTrainer.steps(shape.rows(), codes));
    steps.add(new BuildStep("encode", PqWriter.work(shape.rows(), codes)));
    steps.add(new BuildStep("write", values));
    return steps;
  }

  static MemoryPlan plan(IndexShape shape, CodeShape codes, int threads) {
    MemoryPlan division = IvfPlan.of(shape, threads);
    long rows = shape.rows();
    long dim = shape.dim();
    long lists = Division.lists(shape.rows(), shape.intParameter("nlist"));
    long rowBytes = rows * dim * Float.BYTES;
    long books = codes.codebookFloats() * Float.BYTES;
    // order of rows, centres, origins
    long kept = rows * Integer.BYTES + 2 * lists * dim * Float.BYTES;
    long scratch = threads * (SCRATCH + 4 * PanelKernels.panelBytes(shape.dim()));
    long training = kept + books + CodebookTrainer.heapBytes(shape.rows(), codes) + scratch;
    long fileBytes =
        PqWriter.estimate(rows, lists, codes, shape.metric())
            + lists * dim * Float.BYTES
            + lists * Float.BYTES;
    long encoding =
        kept
            + 2 * books
            + (shape.metric() == io.elanus.index.MetricType.L2 ? rows * Float.BYTES : 0)
            + scratch;
    return new MemoryPlan(
        List.of(
            division.phases().get(0),
            division.phases().get(1),
            new MemoryPlan.Phase("train", training, rowBytes),
            new MemoryPlan.Phase("encode", encoding, rowBytes + fileBytes)),
        fileBytes);
  }
}
