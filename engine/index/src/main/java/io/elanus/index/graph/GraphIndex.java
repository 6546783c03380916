package io.elanus.index.graph;

import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.MetricType;
import io.elanus.index.SearchTask;
import io.elanus.index.VectorIndex;
import io.elanus.index.panel.PanelLists;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * An opened graph index.
 *
 * @param rowOf int row of each node
 * @param codes the code of each node
 * @param upper the sparse layers, the topmost first
 * @param upperNodes the node of each of their nodes
 * @param effort the search parameter that says how many candidates a search keeps
 * @param walks idle ones, for the next search
 */
record GraphIndex(
    GraphFacts facts,
    FloatRows rows,
    MemorySegment rowOf,
    Codes coding,
    MemorySegment codes,
    FileLinks links,
    List<FileLinks> upper,
    int[] upperNodes,
    MetricType metric,
    String effort,
    Queue<Walk> walks)
    implements VectorIndex {
  GraphIndex(
      GraphFacts facts,
      FloatRows rows,
      MemorySegment rowOf,
      Codes coding,
      MemorySegment codes,
      FileLinks links,
      List<FileLinks> upper,
      int[] upperNodes,
      MetricType metric,
      String effort) {
    this(
        facts,
        rows,
        rowOf,
        coding,
        codes,
        links,
        upper,
        upperNodes,
        metric,
        effort,
        new ConcurrentLinkedQueue<>());
  }

  @Override
  public Hits search(SearchTask task) {
    return new GraphSearch(this, task).run();
  }

  /**
   * The row of a node.
   *
   * @throws io.elanus.base.ElanusException DAMAGED_DATA where the file names none
   */
  int row(int node) {
    int row = rowOf.get(PanelLists.INT, (long) node * Integer.BYTES);
    if (row < 0 || row >= facts.rows()) {
      throw GraphFacts.damaged("a row must be below %d, got %d".formatted(facts.rows(), row));
    }
    return row;
  }

  /** The scale of a node's code. */
  float scale(int node) {
    return codes.get(PanelLists.FLOAT, node * Codes.stride(facts.dim()) + Float.BYTES);
  }
}
