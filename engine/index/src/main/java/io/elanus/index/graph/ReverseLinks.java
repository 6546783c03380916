package io.elanus.index.graph;

import io.elanus.index.BuildContext;
import io.elanus.index.panel.Parallel;
import io.elanus.kernels.TopCandidates;
import java.util.Arrays;

/**
 * Adds to the targets of new links the links back. They are grouped by target first, so that one
 * thread alone changes a node.
 */
final class ReverseLinks {
  private static final int STEP = 256;

  private final BuildLinks links;
  private final int most;
  private final BuildContext context;
  private final Pruner[] pruners;
  private long[][] candidates;

  /**
   * @param most neighbours a node may keep
   * @param pruners one for each thread
   */
  ReverseLinks(BuildLinks links, int most, BuildContext context, Pruner[] pruners) {
    this.links = links;
    this.most = most;
    this.context = context;
    this.pruners = pruners;
    this.candidates = new long[pruners.length][0];
  }

  /** Turns the links of some nodes round. */
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
    // A source may be a target too: its own links are read above, before any thread changes them,
    // and distances come from the links of sources that are new, which nobody links to yet.
    float[] distances = distances(pairs);
    int[] turned = new int[total];
    Arrays.setAll(turned, i -> (int) pairs[i]);
    Parallel.run(
        context.threads(),
        context.executor(),
        (groups + STEP - 1) / STEP,
        context.cancellation(),
        (item, thread) -> {
          for (int g = item * STEP; g < Math.min(groups, (item + 1) * STEP); g++) {
            addTo(
                (int) (pairs[starts[g]] >>> 32),
                turned,
                distances,
                starts[g],
                starts[g + 1],
                thread);
          }
        });
  }

  /** Turns the links of all nodes round. */
  void addAll() {
    int nodes = links.nodes();
    int[] starts = new int[nodes + 1];
    for (int node = 0; node < nodes; node++) {
      poll(node);
      for (int j = 0; j < links.size(node); j++) {
        starts[links.id(node, j) + 1]++;
      }
    }
    for (int node = 0; node < nodes; node++) {
      starts[node + 1] += starts[node];
    }
    int[] sources = new int[starts[nodes]];
    float[] distances = new float[starts[nodes]];
    int[] next = Arrays.copyOf(starts, nodes);
    for (int node = 0; node < nodes; node++) {
      poll(node);
      for (int j = 0; j < links.size(node); j++) {
        int at = next[links.id(node, j)]++;
        sources[at] = node;
        distances[at] = links.distance(node, j);
      }
    }
    Parallel.run(
        context.threads(),
        context.executor(),
        (nodes + STEP - 1) / STEP,
        context.cancellation(),
        (item, thread) -> {
          for (int node = item * STEP; node < Math.min(nodes, (item + 1) * STEP); node++) {
            addTo(node, sources, distances, starts[node], starts[node + 1], thread);
          }
        });
  }

  private void poll(int node) {
    if ((node & 0xffff) == 0) {
      context.cancellation().check();
    }
  }

  private float[] distances(long[] pairs) {
    float[] distances = new float[pairs.length];
    Parallel.run(
        context.threads(),
        context.executor(),
        (pairs.length + STEP - 1) / STEP,
        context.cancellation(),
        (item, thread) -> {
          for (int i = item * STEP; i < Math.min(pairs.length, (item + 1) * STEP); i++) {
            distances[i] = distance((int) pairs[i], (int) (pairs[i] >>> 32));
          }
        });
    return distances;
  }

  private float distance(int source, int target) {
    for (int i = 0; i < links.size(source); i++) {
      if (links.id(source, i) == target) {
        return links.distance(source, i);
      }
    }
    throw new IllegalStateException("node %d is not linked to %d".formatted(source, target));
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

  private void addTo(int target, int[] sources, float[] distances, int from, int to, int thread) {
    if (links.size(target) + to - from <= links.width()) {
      for (int i = from; i < to; i++) {
        if (!has(target, sources[i])) {
          links.add(target, sources[i], distances[i]);
        }
      }
      return;
    }
    int count = gather(target, to - from, thread);
    long[] all = candidates[thread];
    for (int i = from; i < to; i++) {
      if (!has(target, sources[i])) {
        all[count++] = TopCandidates.key(distances[i], sources[i]);
      }
    }
    prune(target, count, thread);
  }

  private boolean has(int target, int source) {
    for (int i = 0; i < links.size(target); i++) {
      if (links.id(target, i) == source) {
        return true;
      }
    }
    return false;
  }

  /** Leaves every node with no more neighbours than it may keep. */
  void trim() {
    Parallel.run(
        context.threads(),
        context.executor(),
        (links.nodes() + STEP - 1) / STEP,
        context.cancellation(),
        (item, thread) -> {
          for (int node = item * STEP; node < Math.min(links.nodes(), (item + 1) * STEP); node++) {
            if (links.size(node) > most) {
              prune(node, gather(node, 0, thread), thread);
            }
          }
        });
  }

  private int gather(int node, int more, int thread) {
    int count = links.size(node);
    if (candidates[thread].length < count + more) {
      candidates[thread] = new long[count + more];
    }
    for (int i = 0; i < count; i++) {
      candidates[thread][i] = TopCandidates.key(links.distance(node, i), links.id(node, i));
    }
    return count;
  }

  private void prune(int node, int count, int thread) {
    Arrays.sort(candidates[thread], 0, count);
    Pruner pruner = pruners[thread];
    int kept = pruner.prune(candidates[thread], count, most);
    links.set(node, pruner.ids(), pruner.distances(), kept);
  }
}
