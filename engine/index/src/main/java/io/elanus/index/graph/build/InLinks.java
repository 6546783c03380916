package io.elanus.index.graph.build;

import io.elanus.base.Cancellation;
import io.elanus.index.graph.search.OpenLinks;
import io.elanus.index.lists.PdxLists;
import java.lang.foreign.MemorySegment;
import java.util.function.LongFunction;

/** The links to each node: which nodes they come from, in ascending order. */
public final class InLinks {
  private final long[] ends;
  private final MemorySegment sources;

  private InLinks(long[] ends, MemorySegment sources) {
    this.ends = ends;
    this.sources = sources;
  }

  /**
   * Sorts the links of all nodes by where they lead.
   *
   * @param links stand still meanwhile
   * @param room gives memory for so many ints
   */
  public static InLinks of(
      OpenLinks links, LongFunction<MemorySegment> room, Cancellation cancellation) {
    int nodes = links.nodes();
    long[] next = new long[nodes];
    for (int node = 0; node < nodes; node++) {
      poll(node, cancellation);
      for (int i = 0, size = links.size(node); i < size; i++) {
        next[links.id(node, i)]++;
      }
    }
    long sum = 0;
    for (int node = 0; node < nodes; node++) {
      long size = next[node];
      next[node] = sum;
      sum += size;
    }
    MemorySegment sources = room.apply(sum);
    for (int node = 0; node < nodes; node++) {
      poll(node, cancellation);
      for (int i = 0, size = links.size(node); i < size; i++) {
        long at = next[links.id(node, i)]++;
        sources.set(PdxLists.INT, at * Integer.BYTES, node);
      }
    }
    // Each has moved to the end of its run, where the next one begins.
    return new InLinks(next, sources);
  }

  /** Heap bytes of one without the sources. */
  public static long bytes(long nodes) {
    return nodes * Long.BYTES;
  }

  private static void poll(int node, Cancellation cancellation) {
    if (node % 1024 == 0) {
      cancellation.check();
    }
  }

  private long start(int node) {
    return node == 0 ? 0 : ends[node - 1];
  }

  /** How many links lead to a node. */
  public int size(int node) {
    return (int) (ends[node] - start(node));
  }

  /**
   * Adds to a node's own neighbours the sources of links to it that are not among them.
   *
   * @param ids the node's own neighbours first; receives the others
   * @param own how many they are
   * @param step of the sources only each so many-th is looked at
   * @return how many neighbours there are then
   */
  public int merge(int node, int[] ids, int own, int step) {
    int count = own;
    for (long at = start(node); at < ends[node]; at += step) {
      int source = sources.get(PdxLists.INT, at * Integer.BYTES);
      if (!contains(ids, own, source)) {
        ids[count++] = source;
      }
    }
    return count;
  }

  /** Whether an id is among the first ones. */
  public static boolean contains(int[] ids, int count, int id) {
    for (int i = 0; i < count; i++) {
      if (ids[i] == id) {
        return true;
      }
    }
    return false;
  }
}
