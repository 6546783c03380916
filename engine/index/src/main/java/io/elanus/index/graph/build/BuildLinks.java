package io.elanus.index.graph.build;

import io.elanus.index.graph.search.OpenLinks;
import java.io.IOException;
import java.util.Arrays;

/**
 * The links of a layer under construction. Different nodes may be written by different threads at
 * once.
 *
 * <p>Where nodes are linked one after another each has room for more neighbours than it may keep,
 * so that links back to it are collected for a while before it must choose among them. Where all
 * are linked at once, that room holds their candidates before.
 */
public final class BuildLinks implements OpenLinks {
  private final int nodes;
  private final IntRows ids;
  private final int[] sizes;

  /**
   * @param width most neighbours of a node
   */
  public BuildLinks(int nodes, int width) {
    this(nodes, new IntRows(nodes, width));
  }

  private BuildLinks(int nodes, IntRows ids) {
    this.nodes = nodes;
    this.ids = ids;
    this.sizes = new int[nodes];
  }

  /** Heap bytes of one with so many nodes. */
  public static long bytes(long nodes, long width) {
    return IntRows.bytes(nodes, width) + nodes * Integer.BYTES;
  }

  @Override
  public int nodes() {
    return nodes;
  }

  @Override
  public int width() {
    return ids.width();
  }

  @Override
  public int size(int node) {
    return sizes[node];
  }

  @Override
  public int id(int node, int i) {
    return ids.get(node, i);
  }

  /** The memory of the links, which is free where a node has none yet. */
  IntRows room() {
    return ids;
  }

  @Override
  public int read(int node, int[] into) {
    ids.read(node, into, sizes[node]);
    return sizes[node];
  }

  /** Replaces all neighbours of a node. */
  void set(int node, int[] newIds, int count) {
    ids.write(node, newIds, count);
    sizes[node] = count;
  }

  @Override
  public void add(int node, int id) {
    ids.set(node, sizes[node]++, id);
  }

  @Override
  public void replace(int node, int i, int id) {
    ids.set(node, i, id);
  }

  /**
   * Saves the links: nodes, width and for each node size and so many neighbours.
   *
   * @param wholeRoom saves what {@link #room} holds instead, as {@link IntRows#write} does
   */
  void write(IntPieces ints, boolean wholeRoom) throws IOException {
    if (wholeRoom) {
      ids.write(ints);
      return;
    }
    ints.put(nodes);
    ints.put(width());
    int[] some = new int[width()];
    for (int node = 0; node < nodes; node++) {
      ints.put(sizes[node]);
      ints.put(some, read(node, some));
    }
  }

  /** Reads what {@link #write} saved. */
  static BuildLinks read(SavedInts ints, boolean wholeRoom) {
    if (wholeRoom) {
      IntRows room = IntRows.read(ints);
      return new BuildLinks(room.nodes(), room);
    }
    BuildLinks links = new BuildLinks(ints.next(), ints.next());
    int[] some = new int[links.width()];
    for (int node = 0; node < links.nodes; node++) {
      int size = ints.next();
      ints.next(some, size);
      links.set(node, some, size);
    }
    return links;
  }

  /** Equal links; what tests compare. */
  public boolean sameAs(BuildLinks other) {
    if (!Arrays.equals(sizes, other.sizes)) {
      return false;
    }
    for (int node = 0; node < nodes; node++) {
      for (int i = 0; i < sizes[node]; i++) {
        if (id(node, i) != other.id(node, i)) {
          return false;
        }
      }
    }
    return true;
  }
}
