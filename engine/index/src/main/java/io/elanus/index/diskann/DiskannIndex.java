package io.elanus.index.diskann;

import io.elanus.api.index.MetricType;
import io.elanus.index.FilteredIndex;
import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.SearchTask;
import io.elanus.index.graph.search.NodeRows;
import io.elanus.index.lists.PdxLists;
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
 * @param starts nodes that every search starts from, in ascending order
 * @param beams idle ones, for the next search
 */
record DiskannIndex(
    FloatRows rows,
    MetricType metric,
    NodeRows distinct,
    Frame frame,
    ByteCodebooks codebooks,
    MemorySegment order,
    MemorySegment codes,
    JVectorLinks graph,
    int[] starts,
    Queue<QueryBeam> beams)
    implements FilteredIndex.Inside {
  DiskannIndex(
      FloatRows rows,
      MetricType metric,
      NodeRows distinct,
      Frame frame,
      ByteCodebooks codebooks,
      MemorySegment order,
      MemorySegment codes,
      JVectorLinks graph,
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

  QueryBeam newBeam() {
    if (frame.coded()) {
      return new QueryBeam(graph, graph.nodes(), new AdcTable(codebooks, codes), starts);
    }
    Space space = Space.of(rows, distinct.firsts(null), metric, frame);
    return new QueryBeam(graph, graph.nodes(), new ExactScorer(space, this::distinct), starts);
  }

  /**
   * The distinct row of a node.
   *
   * @throws io.elanus.base.ElanusException DAMAGED_DATA where the file names none
   */
  int distinct(int node) {
    int row = order.get(PdxLists.INT, (long) node * Integer.BYTES);
    if (row < 0 || row >= distinct.count()) {
      throw JVectorLinks.damaged("a row must be below %d, got %d".formatted(distinct.count(), row));
    }
    return row;
  }
}
