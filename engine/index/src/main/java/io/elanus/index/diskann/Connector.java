package io.elanus.index.diskann;

import io.elanus.base.Cancellation;

/**
 * Makes every node reachable from the entry: one that is not gets a link from a neighbour that is,
 * as NSG (Fu and others, 2019) grows its tree.
 */
final class Connector {
  private final Links links;
  private final Cancellation cancellation;
  private final java.util.BitSet reached;
  private final int[] queue;
  private int queued;
  private int expanded;

  private Connector(Links links, Cancellation cancellation) {
    this.links = links;
    this.cancellation = cancellation;
    this.reached = new java.util.BitSet(links.nodes());
    this.queue = new int[links.nodes()];
  }

  /** Connects all nodes and returns how many were not reachable. */
  static int connect(Links links, int entry, Cancellation cancellation) {
    Connector connector = new Connector(links, cancellation);
    connector.reach(entry);
    int lost = 0;
    for (int node = 0; node < links.nodes(); node++) {
      if (node % 512 == 0) {
        cancellation.check();
      }
      if (!connector.reached.get(node)) {
        connector.attach(node, entry);
        connector.reach(node);
        lost++;
      }
    }
    return lost;
  }

  private void reach(int first) {
    reached.set(first);
    queue[queued++] = first;
    while (expanded < queued) {
      if (expanded % 512 == 0) {
        cancellation.check();
      }
      int node = queue[expanded++];
      for (int i = 0, size = links.size(node); i < size; i++) {
        int neighbour = links.get(node, i);
        if (!reached.get(neighbour)) {
          reached.set(neighbour);
          queue[queued++] = neighbour;
        }
      }
    }
  }

  private void attach(int node, int entry) {
    int from = entry;
    for (int i = 0, size = links.size(node); i < size; i++) {
      int neighbour = links.get(node, i);
      if (reached.get(neighbour)) {
        from = neighbour;
        if (links.size(from) < links.degree()) {
          break;
        }
      }
    }
    if (links.size(from) < links.degree()) {
      links.add(from, node);
      return;
    }
    // Between a full node and its last neighbour: what was reachable stays so.
    int last = links.degree() - 1;
    int next = links.get(from, last);
    links.set(from, last, node);
    if (links.contains(node, next) || next == node) {
      return;
    }
    if (links.size(node) < links.degree()) {
      links.add(node, next);
    } else {
      links.set(node, last, next);
    }
  }
}
