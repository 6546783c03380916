package io.elanus.index.graph;

import io.elanus.api.index.MemoryPlan;
import io.elanus.api.index.MetricType;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildNotes;
import io.elanus.index.BuildStep;
import io.elanus.index.FloatRows;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.IndexShape;
import io.elanus.index.SectionSink;
import io.elanus.index.SectionSource;
import io.elanus.index.VectorIndex;
import io.elanus.index.VectorRows;
import java.io.IOException;
import java.util.List;

/**
 * RNSG: one sparse layer that is searched from the row nearest to the mean (NSG: Fu and others, 2019,
 * "Fast approximate nearest neighbor search with the navigating spreading-out graph"). The file is
 * that of {@link GraphFile}.
 */
public final class RnsgAlgorithm implements IndexAlgorithm {
  /** About as many values are compared in four seconds. */
  private static final long CHECKPOINT_WORK = 1_000_000_000;

  private final long checkpointWork;

  public RnsgAlgorithm() {
    this(CHECKPOINT_WORK);
  }

  /**
   * @param checkpointWork compared values after which the state is saved
   */
  RnsgAlgorithm(long checkpointWork) {
    this.checkpointWork = checkpointWork;
  }

  @Override
  public MemoryPlan plan(IndexShape shape, int threads) {
    RnsgShape rnsg = RnsgShape.of(shape, shape.rows());
    long rows = shape.rows();
    LayerBuilder.Layer near = rnsg.near();
    // one over the norm of each row; which rows are equal
    long norms =
        (shape.metric() == MetricType.COSINE ? rows * Float.BYTES : 0) + NodeRows.bytes(rows);
    long nearBytes = BuildLinks.bytes(rows, near.width(rnsg.leaves()));
    long linkBytes = BuildLinks.bytes(rows, rnsg.degree());
    int ef = Math.max(near.ef(), rnsg.searchLength());
    long search = BeamSearch.bytes(rows, ef, near.width(rnsg.leaves()));
    long scratch = threads * (search + 5L * shape.dim() * Float.BYTES);
    long leaves =
        rows < LeafShape.FROM
            ? scratch
            : PartitionBuilder.scratchBytes(
                rnsg.leaves(),
                near,
                rows,
                FloatLeafLinker.bytes(rnsg.leaves().most(), shape.dim()),
                threads);
    long turning = ReverseLinks.bytes(rows, rows * rnsg.degree());
    long fileBytes = GraphFile.bytes(rows, shape.dim(), rnsg.fileWidth(), 0, 0);
    long rowBytes = rows * shape.dim() * Float.BYTES;
    long nearby = nearBytes + Math.max(leaves, linkBytes + scratch) + LinkState.SAVING_BYTES;
    long linking = norms + Math.max(nearby, linkBytes + turning);
    long connecting = Connector.bytes(rows, rnsg.searchLength(), rnsg.degree());
    long stride = Math.max(rnsg.fileWidth() * (long) Integer.BYTES, Codes.stride(shape.dim()));
    long trials =
        Math.max(
            TerminationTrials.bytes(rows, threads),
            CodeTrials.bytes(rows, rnsg.degree(), shape.dim(), threads));
    long buffers = LinkSections.bufferBytes(rows, stride);
    long writing = norms + linkBytes + Math.max(Math.max(connecting, trials), buffers);
    return new MemoryPlan(
        List.of(
            new MemoryPlan.Phase("link", linking, rowBytes),
            new MemoryPlan.Phase("write", writing, rowBytes + fileBytes)),
        fileBytes);
  }

  @Override
  public List<BuildStep> steps(IndexShape shape) {
    RnsgShape rnsg = RnsgShape.of(shape, shape.rows());
    double values = (double) shape.rows() * shape.dim();
    return List.of(
        new BuildStep("link", 1, rnsg.near().work(rnsg.leaves(), shape.dim())),
        new BuildStep("link", 2, NsgLinker.work(rnsg, shape.dim())),
        new BuildStep("write", BuildStep.VALUE * values));
  }

  @Override
  public BuildNotes build(
      VectorRows vectors, IndexShape shape, BuildContext context, SectionSink sink)
      throws IOException {
    GraphRows rows = GraphRows.of((FloatRows) vectors, shape.metric(), context);
    return new RnsgBuild(rows, shape, context, checkpointWork).build(sink);
  }

  @Override
  public VectorIndex open(SectionSource sections, IndexShape shape, VectorRows rows) {
    return GraphFile.opened(sections, shape, (FloatRows) rows);
  }
}
