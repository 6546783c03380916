package io.elanus.index.graph;

import io.elanus.api.index.MemoryPlan;
import io.elanus.api.index.MetricType;
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
import io.elanus.index.cluster.Leaders;
import java.io.IOException;
import java.util.List;

/**
 * HNSW: layers of graphs, each a sample of the one below; a search goes down through the sparse
 * ones and searches the lowest (Malkov and Yashunin, 2016, "Efficient and robust approximate nearest
 * neighbor search using Hierarchical Navigable Small World graphs"). The file is that of {@link
 * GraphFile}, over binary vectors that of {@link BitGraphFile}.
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
    boolean binary = shape.metric().isBinary();
    HnswBuild.HnswShape hnsw = HnswBuild.HnswShape.of(shape);
    long rows = shape.rows();
    long upper = rows / hnsw.m();
    long upperNodes = rows / (hnsw.m() - 1);
    LayerBuilder.Layer lowest = hnsw.layer(0, shape.rows(), null);
    LeafShape cut = hnsw.leaves();
    long upperWidth = hnsw.layer(1, (int) Math.max(1, upper), null).width(cut);
    long links =
        BuildLinks.bytes(rows, lowest.width(cut)) + BuildLinks.bytes(upperNodes, upperWidth);
    long vectorBytes = binary ? shape.dim() / Byte.SIZE : (long) shape.dim() * Float.BYTES;
    long perThread = BeamSearch.bytes(rows, hnsw.ef(), lowest.width(cut)) + 5 * vectorBytes;
    // links, the order of rows, one over their norms
    long common =
        links
            + rows * Integer.BYTES * (shape.metric() == MetricType.COSINE ? 2 : 1)
            + NodeRows.bytes(rows);
    long linkerBytes =
        binary
            ? BitLeafLinker.bytes(cut.most(), shape.dim(), cut.met())
            : FloatLeafLinker.bytes(cut.most(), shape.dim());
    long leaders =
        binary
            ? 0
            : Leaders.bytes(
                rows, cut.leaders(rows), Math.min(cut.fanout(), cut.leaders(rows)), shape.dim());
    long leaves =
        rows < LeafShape.FROM
            ? threads * perThread
            : Math.max(
                PartitionBuilder.scratchBytes(cut, lowest, rows, linkerBytes, threads), leaders);
    long linking = common + leaves + LinkState.SAVING_BYTES;
    long connecting = Connector.bytes(rows, hnsw.ef(), lowest.width(cut));
    long rowBytes = rows * vectorBytes;
    long linkBytes = (long) hnsw.width() * Integer.BYTES;
    long stride = binary ? linkBytes : Math.max(linkBytes, Codes.stride(shape.dim()));
    long trials =
        Math.max(
            TerminationTrials.bytes(rows, threads),
            CodeTrials.bytes(rows, lowest.width(cut), shape.dim(), threads));
    long buffers = LinkSections.bufferBytes(rows, stride);
    long writing = common + Math.max(Math.max(connecting, trials), buffers);
    long upperLinks = upperNodes * hnsw.m();
    long fileBytes =
        binary
            ? LinkSections.bytes(rows, hnsw.width(), upperLinks, upper)
            : GraphFile.bytes(rows, shape.dim(), hnsw.width(), upperLinks, upper);
    return new MemoryPlan(
        List.of(
            new MemoryPlan.Phase("link", linking, rowBytes),
            new MemoryPlan.Phase("write", writing, rowBytes + fileBytes)),
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
