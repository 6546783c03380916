package io.elanus.index.graph;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildNotes;
import io.elanus.index.FloatRows;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.IndexShape;
import io.elanus.index.MemoryPlan;
import io.elanus.index.SectionSink;
import io.elanus.index.SectionSource;
import io.elanus.index.VectorIndex;
import io.elanus.index.VectorRows;
import java.io.IOException;
import java.util.List;

/**
 * HNSW: layers of graphs, each a sample of the one below; a search goes down through the sparse
 * ones and walks the lowest (Malkov and Yashunin, 2016, "Efficient and robust approximate nearest
 * neighbor search using Hierarchical Navigable Small World graphs"). The file is that of {@link
 * GraphFile}.
 */
public final class HnswAlgorithm implements IndexAlgorithm {
  /** About as many values are compared in four seconds. */
  private static final long CHECKPOINT_WORK = 400_000_000;

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
    checkFloat(shape);
    HnswBuild.HnswShape hnsw = HnswBuild.HnswShape.of(shape);
    long rows = shape.rows();
    long upper = rows / hnsw.m();
    long upperNodes = rows / (hnsw.m() - 1);
    LayerBuilder.Layer lowest = hnsw.layer(0, shape.rows(), null);
    long upperWidth = hnsw.layer(1, (int) Math.max(1, upper), null).width();
    long links = BuildLinks.bytes(rows, lowest.width()) + BuildLinks.bytes(upperNodes, upperWidth);
    long perThread = rows + 5L * shape.dim() * Float.BYTES + (1 << 20);
    long common = links + rows * Integer.BYTES * (shape.metric().isBinary() ? 1 : 2);
    long leaves =
        rows < LeafShape.FROM
            ? threads * perThread
            : PartitionBuilder.scratchBytes(hnsw.leaves(), lowest, rows, shape.dim(), threads);
    long linking =
        common
            + Math.max(leaves, threads * perThread)
            + LinkState.bytes(rows + upperNodes, rows * lowest.most() + upperNodes * hnsw.m());
    long writing = common + rows * (3 * Integer.BYTES + 1) + perThread;
    long rowBytes = rows * shape.dim() * Float.BYTES;
    long fileBytes = GraphFile.bytes(rows, shape.dim(), hnsw.width(), upperNodes * hnsw.m(), upper);
    return new MemoryPlan(
        List.of(
            new MemoryPlan.Phase("link", linking, rowBytes),
            new MemoryPlan.Phase("write", writing, rowBytes + fileBytes)),
        fileBytes);
  }

  @Override
  public BuildNotes build(
      VectorRows vectors, IndexShape shape, BuildContext context, SectionSink sink)
      throws IOException {
    checkFloat(shape);
    GraphRows rows = GraphRows.of((FloatRows) vectors, shape.metric(), context);
    return new HnswBuild(rows, shape, context, checkpointWork).build(sink);
  }

  @Override
  public VectorIndex open(SectionSource sections, IndexShape shape, VectorRows rows) {
    checkFloat(shape);
    return GraphFile.open(sections, shape, (FloatRows) rows, "ef");
  }

  private static void checkFloat(IndexShape shape) {
    if (shape.metric().isBinary()) {
      throw new ElanusException(
          ErrorCode.NOT_AVAILABLE,
          "HNSW over binary vectors is not available yet",
          "create a BIN_FLAT or BIN_IVF_FLAT index");
    }
  }
}
