package io.elanus.index.diskann;

import io.elanus.api.index.MetricType;
import io.elanus.index.FilteredIndex;
import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.SearchTask;
import io.elanus.index.graph.NodeRows;
import io.elanus.index.panel.PanelLists;
import java.lang.foreign.MemorySegment;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * An opened DISKANN index.
 *
 * @param rows the segment's own vectors, for exact distances
 * @param distinct the rows behind each distinct one
 * @param frame of the points that were coded
 * @param order int distinct row of each node
 * @param codes the code of each node
 * @param starts nodes that every walk starts from
 * @param walks idle ones, for the next search
 */
record DiskannIndex(
    FloatRows rows,
    MetricType metric,
    NodeRows distinct,
    Frame frame,
    Codebooks codebooks,
    MemorySegment order,
    MemorySegment codes,
    GraphFile graph,
    int[] starts,
    Queue<SteeredWalk> walks)
    implements FilteredIndex.Inside {
  DiskannIndex(
      FloatRows rows,
      MetricType metric,
      NodeRows distinct,
      Frame frame,
      Codebooks codebooks,
      MemorySegment order,
      MemorySegment codes,
      GraphFile graph,
      int[] starts) {
    this(
        rows,
        metric,
        distinct,
        frame,
        codebooks,
        order,
        codes,
        graph,
        starts,
        new ConcurrentLinkedQueue<>());
  }

  @Override
  public long comparable(SearchTask task) {
    return DiskannSearch.comparable(this, task);
  }

  @Override
  public Hits search(SearchTask task) {
    return new DiskannSearch(this, task).run();
  }

  SteeredWalk newWalk() {
    if (frame.coded()) {
      return new SteeredWalk(graph, graph.nodes(), new CodeTable(codebooks, codes), starts);
    }
    Space space = Space.of(rows, distinct.firsts(null), metric, frame);
    return new SteeredWalk(graph, graph.nodes(), new ExactTable(space, this::distinct), starts);
  }

  /**
   * The distinct row of a node.
   *
   * @throws io.elanus.base.ElanusException DAMAGED_DATA where the file names none
   */
  int distinct(int node) {
    int row = order.get(PanelLists.INT, (long) node * Integer.BYTES);
    if (row < 0 || row >= distinct.count()) {
      throw GraphFile.damaged("a row must be below %d, got %d".formatted(distinct.count(), row));
    }
    return row;
  }
}
