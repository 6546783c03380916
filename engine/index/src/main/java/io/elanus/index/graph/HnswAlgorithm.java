package io.elanus.index.graph;

import io.elanus.api.index.MemoryPlan;
import io.elanus.index.BitRows;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildNotes;
import io.elanus.index.BuildStep;
import io.elanus.index.FilteredIndex;
import io.elanus.index.FloatRows;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.IndexShape;
import io.elanus.index.SectionSink;
import io.elanus.index.SectionSource;
import io.elanus.index.VectorIndex;
import io.elanus.index.VectorRows;
import io.elanus.index.binary.BitMetric;
import io.elanus.index.binary.UnindexedBits;
import io.elanus.index.graph.bits.BitGraphFile;
import io.elanus.index.graph.bits.BitGraphRows;
import io.elanus.index.graph.build.BuildLinks;
import io.elanus.index.graph.build.BuildSpace;
import io.elanus.index.graph.build.HnswBuild;
import io.elanus.index.graph.build.LayerBuilder;
import io.elanus.index.graph.build.LeafShape;
import io.elanus.index.graph.build.LinkState;
import io.elanus.index.graph.file.LinkSections;
import io.elanus.index.graph.floats.GraphFile;
import io.elanus.index.graph.floats.GraphRows;
import java.io.IOException;
import java.util.List;

/**
 * HNSW: layers of graphs, each a sample of the one below; a search goes down through the sparse
 * ones and searches the lowest (Malkov and Yashunin, 2016, "Efficient and robust approximate
 * nearest neighbor search using Hierarchical Navigable Small World graphs"). The file is that of
 * {@link GraphFile}, over binary vectors that of {@link BitGraphFile}.
 */
public final class HnswAlgorithm implements IndexAlgorithm {
  /** About as many values are compared in three seconds by searches, in one by leaves. */
  private static final long CHECKPOINT_WORK = 300_000_000;

  private final long checkpointWork;

  public HnswAlgorithm() {
    this(CHECKPOINT_WORK);
  }

  /**
   * @param checkpointWork compared values after which the state is saved
   */
  HnswAlgorithm(long checkpointWork) {
    this.checkpointWork = checkpointWork;
  }

  @Override
  public MemoryPlan plan(IndexShape shape, int threads) {
    HnswBuild.HnswShape hnsw = HnswBuild.HnswShape.of(shape);
    LeafShape leaves = hnsw.leaves();
    LayerBuilder.Layer lowest = hnsw.layer(0, shape.rows(), null);
    GraphPlan plan = new GraphPlan(shape, lowest, leaves, hnsw.ef(), threads);
    long rows = shape.rows();
    long upper = rows / hnsw.m();
    long upperNodes = rows / (hnsw.m() - 1);
    long upperWidth = hnsw.layer(1, (int) Math.max(1, upper), null).width(leaves);
    // with the order of rows
    long common =
        plan.linkBytes()
            + BuildLinks.bytes(upperNodes, upperWidth)
            + rows * Integer.BYTES
            + plan.rowBytes();
    long upperLinks = upperNodes * hnsw.m();
    long fileBytes =
        shape.metric().isBinary()
            ? LinkSections.bytes(rows, hnsw.width(), upperLinks, upper)
            : GraphFile.bytes(rows, shape.dim(), hnsw.width(), upperLinks, upper);
    return plan.of(
        common + plan.layerBytes() + LinkState.SAVING_BYTES,
        common + plan.writeBytes(hnsw.ef(), lowest.width(leaves), hnsw.width()),
        fileBytes);
  }

  @Override
  public List<BuildStep> steps(IndexShape shape) {
    HnswBuild.HnswShape hnsw = HnswBuild.HnswShape.of(shape);
    int upper = shape.rows() / (hnsw.m() - 1);
    double values = (double) shape.rows() * shape.dim();
    return List.of(
        new BuildStep("link", 1, hnsw.layer(1, upper, null).work(hnsw.leaves(), shape.dim())),
        new BuildStep(
            "link", 2, hnsw.layer(0, shape.rows(), null).work(hnsw.leaves(), shape.dim())),
        new BuildStep("write", BuildStep.VALUE * values));
  }

  @Override
  public BuildNotes build(
      VectorRows vectors, IndexShape shape, BuildContext context, SectionSink sink)
      throws IOException {
    BuildSpace rows =
        switch (vectors) {
          case FloatRows floats -> GraphRows.of(floats, shape.metric(), context);
          case BitRows bits -> BitGraphRows.of(bits, BitMetric.of(shape.metric()), context);
        };
    return new HnswBuild(rows, shape, context, checkpointWork).build(sink);
  }

  @Override
  public VectorIndex open(SectionSource sections, IndexShape shape, VectorRows rows) {
    return switch (rows) {
      case FloatRows floats -> GraphFile.opened(sections, shape, floats);
      case BitRows bits ->
          new FilteredIndex(
              BitGraphFile.open(sections, shape, bits),
              UnindexedBits.of(bits, shape.metric()),
              shape.rows());
    };
  }
}
