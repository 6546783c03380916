package io.elanus.index.graph.build;

import io.elanus.index.BuildContext;
import io.elanus.index.lists.Parallel;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Adds to the targets of new links the links back. They are grouped by target first, so that one
 * thread alone changes a node.
 */
public final class ReverseLinks {
  private static final int STEP = 256;

  private final BuildLinks links;
  private final int most;
  private final BuildContext context;
  private final Chooser[] choosers;
  private final int[][] candidates;

  /**
   * @param most neighbours a node may keep
   * @param choosers one for each thread
   */
  public ReverseLinks(BuildLinks links, int most, BuildContext context, Chooser[] choosers) {
    this.links = links;
    this.most = most;
    this.context = context;
    this.choosers = choosers;
    this.candidates = new int[choosers.length][0];
  }

  /** Heap bytes that it takes to turn so many links of so many nodes round at once. */
  public static long bytes(long nodes, long links) {
    return InLinks.bytes(nodes) + links * Integer.BYTES;
  }

  /** Turns the links of some nodes round; a target that has no room for more chooses again. */
  void add(int[] sources, int from, int to) {
    int total = 0;
    for (int i = from; i < to; i++) {
      total += links.size(sources[i]);
    }
    long[] pairs = new long[total];
    for (int i = from, at = 0; i < to; i++) {
      for (int j = 0; j < links.size(sources[i]); j++) {
        pairs[at++] = (long) links.id(sources[i], j) << 32 | sources[i];
      }
    }
    Arrays.sort(pairs);
    int[] starts = starts(pairs);
    int groups = starts.length - 1;
    // A source may be a target too: its own links are read above, before any thread changes them.
    int[] turned = new int[total];
    Arrays.setAll(turned, i -> (int) pairs[i]);
    Parallel.ranges(
        context,
        0,
        groups,
        STEP,
        (first, end, thread) -> {
          for (int g = first; g < end; g++) {
            int target = (int) (pairs[starts[g]] >>> 32);
            addTo(target, turned, starts[g], starts[g + 1], thread);
          }
        });
  }

  /** Turns the links of all nodes round and leaves each with no more than it may keep. */
  public void addAll() {
    InLinks back =
        InLinks.of(
            links,
            total -> MemorySegment.ofArray(new int[Math.toIntExact(total)]),
            context.cancellation());
    Parallel.ranges(
        context,
        0,
        links.nodes(),
        STEP,
        (from, to, thread) -> {
          for (int node = from; node < to; node++) {
            int own = links.size(node);
            int[] all = candidates(own + back.size(node), thread);
            links.read(node, all);
            put(node, all, back.merge(node, all, own, 1), most, thread);
          }
        });
  }

  private static int[] starts(long[] pairs) {
    int groups = 0;
    for (int i = 0; i < pairs.length; i++) {
      groups += i == 0 || pairs[i] >>> 32 != pairs[i - 1] >>> 32 ? 1 : 0;
    }
    int[] starts = new int[groups + 1];
    for (int i = 0, at = 0; i < pairs.length; i++) {
      if (i == 0 || pairs[i] >>> 32 != pairs[i - 1] >>> 32) {
        starts[at++] = i;
      }
    }
    starts[groups] = pairs.length;
    return starts;
  }

  private void addTo(int target, int[] sources, int from, int to, int thread) {
    int own = links.size(target);
    int[] all = candidates(own + to - from, thread);
    links.read(target, all);
    int count = own;
    for (int i = from; i < to; i++) {
      if (!InLinks.contains(all, own, sources[i])) {
        all[count++] = sources[i];
      }
    }
    put(target, all, count, links.width(), thread);
  }

  /**
   * @param room neighbours that the target may have before it must choose
   */
  private void put(int target, int[] all, int count, int room, int thread) {
    if (count <= room) {
      links.set(target, all, count);
    } else {
      choosers[thread].choose(target, all, count, most, links);
    }
  }

  private int[] candidates(int count, int thread) {
    if (candidates[thread].length < count) {
      candidates[thread] = new int[count];
    }
    return candidates[thread];
  }

  /** Leaves every node with no more neighbours than it may keep. */
  void trim() {
    Parallel.ranges(
        context,
        0,
        links.nodes(),
        STEP,
        (from, to, thread) -> {
          for (int node = from; node < to; node++) {
            int count = links.size(node);
            if (count > most) {
              int[] all = candidates(count, thread);
              links.read(node, all);
              choosers[thread].choose(node, all, count, most, links);
            }
          }
        });
  }
}
