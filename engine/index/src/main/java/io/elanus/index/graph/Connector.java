package io.elanus.index.graph;

import io.elanus.index.BuildContext;

/**
 * Makes every node of a layer reachable from its entry: a node that is not is linked from the
 * nearest one that is, as NSG (Fu and others, 2019) grows its tree.
 */
final class Connector {
  private final BuildLinks links;
  private final int most;
  private final Walk walk;
  private final NodeScorer scorer;
  private final BuildContext context;
  private final boolean[] reached;
  private final int[] queue;
  private final int[] neighbours;
  private int queued;
  private int expanded;

  Connector(BuildLinks links, int most, BuildSpace rows, BuildContext context) {
    this.links = links;
    this.most = most;
    this.context = context;
    this.walk = new Walk(links.nodes());
    this.scorer = rows.scorer(null);
    this.reached = new boolean[links.nodes()];
    this.queue = new int[links.nodes()];
    this.neighbours = new int[links.width()];
  }

  /** Heap bytes of one. */
  static long bytes(long nodes, long ef, long width) {
    return nodes * (Integer.BYTES + 1L) + width * Integer.BYTES + Walk.bytes(nodes, ef, width);
  }

  /** Connects all nodes and returns how many were not reachable. */
  int connect(int entry, int ef) {
    if (links.nodes() == 0) {
      return 0;
    }
    reach(entry);
    spread();
    int lost = 0;
    for (int node = 0; node < links.nodes(); node++) {
      if (!reached[node]) {
        attach(node, entry, ef);
        reach(node);
        spread();
        lost++;
      }
    }
    return lost;
  }

  private void reach(int node) {
    reached[node] = true;
    queue[queued++] = node;
  }

  private void spread() {
    while (expanded < queued) {
      if ((expanded & 4095) == 0) {
        context.cancellation().check();
      }
      int count = links.read(queue[expanded++], neighbours);
      for (int i = 0; i < count; i++) {
        if (!reached[neighbours[i]]) {
          reach(neighbours[i]);
        }
      }
    }
  }

  private void attach(int node, int entry, int ef) {
    scorer.from(node);
    walk.start(ef);
    walk.seed(entry, scorer);
    walk.run(links, scorer, context.cancellation());
    Pool pool = walk.pool();
    for (int i = 0; i < pool.size(); i++) {
      if (links.size(pool.node(i)) < most) {
        links.add(pool.node(i), node);
        return;
      }
    }
    splice(pool.node(0), node);
  }

  /** Puts a node between a full one and its last neighbour: what was reachable stays so. */
  private void splice(int from, int node) {
    int last = links.size(from) - 1;
    int next = links.id(from, last);
    links.replace(from, last, node);
    for (int i = 0; i < links.size(node); i++) {
      if (links.id(node, i) == next) {
        return;
      }
    }
    if (links.size(node) < most) {
      links.add(node, next);
    } else {
      links.replace(node, most - 1, next);
    }
  }
}
