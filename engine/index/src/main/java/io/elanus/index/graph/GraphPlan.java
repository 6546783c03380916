package io.elanus.index.graph;

import io.elanus.api.index.MemoryPlan;
import io.elanus.api.index.MetricType;
import io.elanus.index.IndexShape;
import io.elanus.index.cluster.Leaders;
import io.elanus.index.graph.bits.BitLeafLinker;
import io.elanus.index.graph.build.BuildLinks;
import io.elanus.index.graph.build.Connector;
import io.elanus.index.graph.build.LayerBuilder;
import io.elanus.index.graph.build.LeafShape;
import io.elanus.index.graph.build.PartitionBuilder;
import io.elanus.index.graph.build.TerminationTrials;
import io.elanus.index.graph.file.LinkSections;
import io.elanus.index.graph.floats.CodeTrials;
import io.elanus.index.graph.floats.Codes;
import io.elanus.index.graph.floats.FloatLeafLinker;
import io.elanus.index.graph.search.BeamSearch;
import io.elanus.index.graph.search.NodeRows;
import java.util.List;

/**
 * Predicts the memory of a graph build from its shape: what builds of HNSW and RNSG have in common.
 *
 * @param layer of all nodes, for which a node looks for its neighbours
 * @param leaves in which it is linked, where it is not linked node by node
 * @param ef most candidates that a search keeps while nodes are linked
 */
record GraphPlan(
    IndexShape shape, LayerBuilder.Layer layer, LeafShape leaves, int ef, int threads) {
  private boolean binary() {
    return shape.metric().isBinary();
  }

  private long vectorBytes() {
    return binary() ? shape.dim() / Byte.SIZE : (long) shape.dim() * Float.BYTES;
  }

  private int width() {
    return layer.width(leaves);
  }

  /** Heap bytes of what is known of the rows all the time: which are equal, and their norms. */
  long rowBytes() {
    long norms = shape.metric() == MetricType.COSINE ? (long) shape.rows() * Float.BYTES : 0;
    return norms + NodeRows.bytes(shape.rows());
  }

  /** Heap bytes of the links of the layer. */
  long linkBytes() {
    return BuildLinks.bytes(shape.rows(), width());
  }

  /** Heap bytes that searches of all threads take. */
  long searchBytes() {
    return threads * (BeamSearch.bytes(shape.rows(), ef, width()) + 5 * vectorBytes());
  }

  /** Heap bytes that it takes to link the layer, besides its links and what is known of rows. */
  long layerBytes() {
    long rows = shape.rows();
    if (rows < LeafShape.FROM) {
      return searchBytes();
    }
    long linker =
        binary()
            ? BitLeafLinker.bytes(leaves.most(), shape.dim(), leaves.met())
            : FloatLeafLinker.bytes(leaves.most(), shape.dim());
    int leaders = leaves.leaders(rows);
    long assigning =
        binary()
            ? 0
            : Leaders.bytes(rows, leaders, Math.min(leaves.fanout(), leaders), shape.dim());
    return Math.max(PartitionBuilder.scratchBytes(leaves, layer, rows, linker, threads), assigning);
  }

  /**
   * Heap bytes that it takes to end and write a graph, besides its links.
   *
   * @param length candidates kept where a node is connected that no link leads to
   * @param most links of a node then
   * @param fileWidth links of a node in the file
   */
  long writeBytes(int length, int most, int fileWidth) {
    long rows = shape.rows();
    long links = (long) fileWidth * Integer.BYTES;
    long stride = binary() ? links : Math.max(links, Codes.stride(shape.dim()));
    long trials =
        Math.max(
            TerminationTrials.bytes(rows, threads),
            CodeTrials.bytes(rows, most, shape.dim(), threads));
    long connecting = Connector.bytes(rows, length, most);
    return Math.max(Math.max(connecting, trials), LinkSections.bufferBytes(rows, stride));
  }

  /** The plan of a build that first links all nodes, then writes the graph. */
  MemoryPlan of(long linking, long writing, long fileBytes) {
    long rows = shape.rows() * vectorBytes();
    return new MemoryPlan(
        List.of(
            new MemoryPlan.Phase("link", linking, rows),
            new MemoryPlan.Phase("write", writing, rows + fileBytes)),
        fileBytes);
  }
}
