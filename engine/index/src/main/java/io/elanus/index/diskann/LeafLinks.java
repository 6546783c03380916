package io.elanus.index.diskann;

import io.elanus.index.BuildContext;
import io.elanus.index.lists.Parallel;
import io.elanus.kernels.TopK;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Links the points of each leaf with each other, see {@link PointLeafLinker}.
 *
 * <p>A link is a {@link TopK#key} with all bits turned, so that a slot of zeros is empty. A point
 * has slots of its own for each of its leaves.
 */
final class LeafLinks {
  static final ValueLayout.OfLong LINK = ValueLayout.JAVA_LONG_UNALIGNED;

  /** Of the nearest so many times the links wanted, the rule chooses. */
  private static final int CHOICE = 2;

  private final Space space;
  private final Partition partition;
  private final int[] rows;
  private final int step;
  private final int perLeaf;
  private final int fanout;
  private final int most;
  private final MemorySegment slots;
  private final BuildContext context;
  private final int[][] pieces;
  private final byte[] turn;

  /**
   * @param rows the row of each node
   * @param step point p is node p times step
   * @param most points that are linked with each other at once
   * @param slots {@code fanout * perLeaf} links for each point
   */
  LeafLinks(
      Space space,
      Partition partition,
      int[] rows,
      int step,
      int fanout,
      int perLeaf,
      int most,
      MemorySegment slots,
      BuildContext context) {
    this.space = space;
    this.partition = partition;
    this.rows = rows;
    this.step = step;
    this.fanout = fanout;
    this.perLeaf = perLeaf;
    this.most = most;
    this.slots = slots;
    this.context = context;
    this.pieces = divide();
    this.turn = turns();
  }

  /** So many members at most that are linked with each other at once. */
  int pieces() {
    return pieces.length;
  }

  /** How many members some pieces have. */
  int members(int fromPiece, int toPiece) {
    return fromPiece == toPiece ? 0 : pieces[toPiece - 1][1] - pieces[fromPiece][0];
  }

  /** Links the points of some pieces; advances by the members of each. */
  void link(int fromPiece, int toPiece) {
    PointLeafLinker[] linkers = new PointLeafLinker[Math.max(1, context.threads())];
    forPieces(
        fromPiece,
        toPiece,
        (piece, thread) -> {
          if (linkers[thread] == null) {
            linkers[thread] =
                new PointLeafLinker(space, CHOICE * perLeaf, perLeaf, context.cancellation());
          }
          int from = pieces[piece][0];
          int[] ordinals = new int[pieces[piece][1] - from];
          Arrays.setAll(ordinals, i -> rows[node(from + i)]);
          linkers[thread].link(
              ordinals,
              (point, chosen, distances, count) -> put(from, point, chosen, distances, count));
          context.listener().advance(ordinals.length);
        });
  }

  /** The node of a member. */
  private int node(int member) {
    return partition.members()[member] * step;
  }

  private void put(int from, int point, int[] chosen, float[] distances, int count) {
    long slot = slot(from + point);
    for (int i = 0; i < count; i++) {
      long key = TopK.key(distances[i], node(from + chosen[i]));
      slots.set(LINK, (slot + i) * Long.BYTES, ~key);
    }
    slots
        .asSlice((slot + count) * Long.BYTES, (long) (perLeaf - count) * Long.BYTES)
        .fill((byte) 0);
  }

  /** A sum of the links of some pieces. */
  int sum(int fromPiece, int toPiece) {
    int[] sums = new int[toPiece - fromPiece];
    forPieces(fromPiece, toPiece, (piece, thread) -> sums[piece - fromPiece] = sum(pieces[piece]));
    return Arrays.hashCode(sums);
  }

  private int sum(int[] piece) {
    CRC32C crc = new CRC32C();
    byte[] links = new byte[perLeaf * Long.BYTES];
    for (int i = piece[0]; i < piece[1]; i++) {
      MemorySegment.copy(
          slots, ValueLayout.JAVA_BYTE, slot(i) * Long.BYTES, links, 0, links.length);
      crc.update(links);
    }
    return (int) crc.getValue();
  }

  private void forPieces(int from, int to, Parallel.Body body) {
    Parallel.run(
        context.threads(),
        context.executor(),
        to - from,
        context.cancellation(),
        (item, thread) -> body.run(from + item, thread));
  }

  /** The number of a leaf among a point's own, which says where its slots are. */
  private byte[] turns() {
    byte[] used = new byte[partition.members().length / fanout];
    byte[] all = new byte[partition.members().length];
    for (int i = 0; i < all.length; i++) {
      if (i % 65_536 == 0) {
        context.cancellation().check();
      }
      all[i] = used[partition.members()[i]]++;
    }
    return all;
  }

  /** The first slot of a member. */
  private long slot(int member) {
    return ((long) partition.members()[member] * fanout + turn[member]) * perLeaf;
  }

  /** Runs of members; a leaf that is too large makes several. */
  private int[][] divide() {
    int count = 0;
    for (int leaf = 0; leaf < partition.leaves(); leaf++) {
      count += cuts(leaf);
    }
    int[][] pieces = new int[count][];
    int at = 0;
    for (int leaf = 0; leaf < partition.leaves(); leaf++) {
      long from = partition.starts()[leaf];
      long size = partition.starts()[leaf + 1] - from;
      int cuts = cuts(leaf);
      for (int i = 0; i < cuts; i++) {
        pieces[at++] =
            new int[] {(int) (from + size * i / cuts), (int) (from + size * (i + 1) / cuts)};
      }
    }
    return pieces;
  }

  private int cuts(int leaf) {
    return (partition.starts()[leaf + 1] - partition.starts()[leaf] + most - 1) / most;
  }
}
