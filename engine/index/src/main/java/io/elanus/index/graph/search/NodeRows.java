package io.elanus.index.graph.search;

import io.elanus.index.BuildContext;
import io.elanus.index.RowFilter;
import io.elanus.index.SectionSink;
import io.elanus.index.SectionSource;
import io.elanus.index.lists.Parallel;
import io.elanus.index.lists.PdxLists;
import io.elanus.index.lists.Sections;
import io.elanus.index.lists.Sorting;
import io.elanus.kernels.BitLayout;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Which rows stand behind each node of a graph: rows of the same bytes share a node. Were each a
 * node, the neighbours of every one of them would be the others, and no link would lead on.
 *
 * <p>Section {@code copies}, little-endian: int row and int node of each row that equals one before
 * it, in the order of rows. The other rows are the first ones of the nodes, in the same order.
 */
public final class NodeRows {
  private static final int STEP = 1024;
  private static final String COPIES = "copies";

  private final int nodes;
  private final int[] rows;
  private final int[] starts;
  private final int[] firsts;

  /** Every row is a node of the same number. */
  public NodeRows(int nodes) {
    this.nodes = nodes;
    rows = null;
    starts = null;
    firsts = null;
  }

  private NodeRows(int[] rows, int[] starts) {
    this.nodes = starts.length - 1;
    this.rows = rows;
    this.starts = starts;
    this.firsts = new int[nodes];
    Arrays.setAll(firsts, node -> rows[starts[node]]);
  }

  /**
   * Finds the rows that are equal; nodes are in the order of their first rows.
   *
   * @param values row-major
   * @param width bytes of a row
   */
  public static NodeRows of(MemorySegment values, int count, long width, BuildContext context) {
    long[] keys = new long[count];
    Parallel.ranges(
        context,
        0,
        count,
        STEP,
        (from, to, thread) -> {
          for (int row = from; row < to; row++) {
            keys[row] = hash(values, row * width, width) & -1L << Integer.SIZE | row;
          }
        });
    Sorting.sort(keys, context.cancellation());
    int[] firstOf = new int[count];
    int distinct = 0;
    for (int from = 0, to, groups = 0; from < count; from = to) {
      if ((groups++ & 4095) == 0) {
        context.cancellation().check();
      }
      to = from + 1;
      while (to < count && keys[to] >> Integer.SIZE == keys[from] >> Integer.SIZE) {
        to++;
      }
      for (int i = from; i < to; i++) {
        int other = from;
        while (other < i && !same(values, (int) keys[other], (int) keys[i], width)) {
          other++;
        }
        firstOf[(int) keys[i]] = (int) keys[other];
        distinct += other == i ? 1 : 0;
      }
    }
    context.cancellation().check();
    if (distinct == count) {
      return new NodeRows(count);
    }
    int[] nodeOf = firstOf;
    for (int row = 0, nodes = 0; row < count; row++) {
      nodeOf[row] = firstOf[row] == row ? nodes++ : nodeOf[firstOf[row]];
    }
    return group(nodeOf, distinct);
  }

  /** Heap bytes where some rows are equal: they by node, where nodes start, their first rows. */
  public static long bytes(long rows) {
    return 3 * rows * Integer.BYTES;
  }

  private static long hash(MemorySegment values, long from, long width) {
    long hash = 0;
    long at = 0;
    for (; at + Long.BYTES <= width; at += Long.BYTES) {
      hash = mix(hash, values.get(BitLayout.LONG, from + at));
    }
    for (; at < width; at++) {
      hash = mix(hash, values.get(ValueLayout.JAVA_BYTE, from + at));
    }
    return hash;
  }

  private static long mix(long hash, long value) {
    long mixed = (hash ^ value) * 0x9e3779b97f4a7c15L;
    return mixed ^ mixed >>> Integer.SIZE;
  }

  private static boolean same(MemorySegment values, int a, int b, long width) {
    long one = a * width;
    long other = b * width;
    return MemorySegment.mismatch(values, one, one + width, values, other, other + width) < 0;
  }

  private static NodeRows group(int[] nodeOf, int nodes) {
    int[] starts = new int[nodes + 1];
    for (int node : nodeOf) {
      starts[node + 1]++;
    }
    for (int node = 0; node < nodes; node++) {
      starts[node + 1] += starts[node];
    }
    int[] next = starts.clone();
    int[] rows = new int[nodeOf.length];
    for (int row = 0; row < rows.length; row++) {
      rows[next[nodeOf[row]]++] = row;
    }
    return new NodeRows(rows, starts);
  }

  /** Appends section {@code copies}. */
  public void write(SectionSink sink) throws IOException {
    sink.begin(COPIES);
    if (rows == null) {
      return;
    }
    int[] nodeOf = new int[rows.length];
    for (int node = 0; node < nodes; node++) {
      for (int place = starts[node]; place < starts[node + 1]; place++) {
        nodeOf[rows[place]] = node;
      }
    }
    int[] copies = new int[2 * (rows.length - nodes)];
    for (int row = 0, at = 0; row < rows.length; row++) {
      if (firsts[nodeOf[row]] != row) {
        copies[at++] = row;
        copies[at++] = nodeOf[row];
      }
    }
    Sections.write(sink, copies);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param count how many rows there are
   * @param nodes how many of them are no copies, at most as many
   * @throws io.elanus.base.ElanusException DAMAGED_DATA where the copies are none
   */
  public static NodeRows open(SectionSource sections, int count, int nodes) {
    int copies = count - nodes;
    MemorySegment section = Sections.section(sections, COPIES, 2L * copies * Integer.BYTES);
    if (copies == 0) {
      return new NodeRows(count);
    }
    int[] nodeOf = new int[count];
    int copy = 0;
    for (int row = 0, before = 0; row < nodeOf.length; row++) {
      long at = 2L * copy * Integer.BYTES;
      if (copy == copies || section.get(PdxLists.INT, at) != row) {
        nodeOf[row] = before++;
        continue;
      }
      nodeOf[row] = section.get(PdxLists.INT, at + Integer.BYTES);
      if (nodeOf[row] < 0 || nodeOf[row] >= before) {
        throw Sections.damaged(
            "the index is damaged: row %d must be a copy of one before it, got node %d"
                .formatted(row, nodeOf[row]));
      }
      copy++;
    }
    if (copy < copies) {
      throw Sections.damaged(
          "the index is damaged: it must have %d copies in order, got %d".formatted(copies, copy));
    }
    return group(nodeOf, nodes);
  }

  /** How many nodes there are. */
  public int count() {
    return nodes;
  }

  /** The first row of a node. */
  public int first(int node) {
    return firsts == null ? node : firsts[node];
  }

  /** Where the rows of a node begin, for {@link #row}; they end where those of the next begin. */
  public int start(int node) {
    return starts == null ? node : starts[node];
  }

  /** The row at a place. */
  public int row(int place) {
    return rows == null ? place : rows[place];
  }

  /** Whether a row of the node passes the filter. */
  public boolean accepts(int node, RowFilter filter) {
    for (int place = start(node); place < start(node + 1); place++) {
      if (filter.accepts(row(place))) {
        return true;
      }
    }
    return false;
  }

  /**
   * The first row of each of some nodes.
   *
   * @param members the nodes; null for all
   * @return null where every number stands for itself
   */
  public int[] firsts(int[] members) {
    if (firsts == null || members == null) {
      return firsts == null ? members : firsts;
    }
    int[] found = new int[members.length];
    Arrays.setAll(found, i -> firsts[members[i]]);
    return found;
  }
}
