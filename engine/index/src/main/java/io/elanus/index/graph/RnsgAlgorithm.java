package io.elanus.index.graph;

import io.elanus.api.index.MemoryPlan;
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
import io.elanus.index.graph.build.BuildLinks;
import io.elanus.index.graph.build.LayerBuilder;
import io.elanus.index.graph.build.LinkState;
import io.elanus.index.graph.build.NsgLinker;
import io.elanus.index.graph.build.ReverseLinks;
import io.elanus.index.graph.build.RnsgShape;
import io.elanus.index.graph.floats.GraphFile;
import io.elanus.index.graph.floats.GraphRows;
import java.io.IOException;
import java.util.List;

/**
 * RNSG: one sparse layer that is searched from the row nearest to the mean (NSG: Fu and others,
 * 2019, "Fast approximate nearest neighbor search with the navigating spreading-out graph"). The
 * file is that of {@link GraphFile}.
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
    LayerBuilder.Layer near = rnsg.near();
    int ef = Math.max(near.ef(), rnsg.searchLength());
    GraphPlan plan = new GraphPlan(shape, near, rnsg.leaves(), ef, threads);
    long rows = shape.rows();
    long linkBytes = BuildLinks.bytes(rows, rnsg.degree());
    long choosing =
        plan.linkBytes()
            + Math.max(plan.layerBytes(), linkBytes + plan.searchBytes())
            + LinkState.SAVING_BYTES;
    long turning = linkBytes + ReverseLinks.bytes(rows, rows * rnsg.degree());
    long writing =
        linkBytes + plan.writeBytes(rnsg.searchLength(), rnsg.degree(), rnsg.fileWidth());
    return plan.of(
        plan.rowBytes() + Math.max(choosing, turning),
        plan.rowBytes() + writing,
        GraphFile.bytes(rows, shape.dim(), rnsg.fileWidth(), 0, 0));
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
