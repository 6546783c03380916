package io.elanus.index.graph.build;

import io.elanus.base.Cancellation;
import io.elanus.index.BuildContext;
import io.elanus.index.graph.search.BeamSearch;
import io.elanus.index.graph.search.CandidateList;
import io.elanus.index.graph.search.OpenLinks;
import java.util.BitSet;
import java.util.function.IntPredicate;

/**
 * Makes every node of a layer reachable from its entry: one that is not is linked from a near one
 * that is, as NSG (Fu and others, 2019) grows its tree.
 */
public final class Connector {
  private final OpenLinks links;
  private final int most;
  private final Host host;
  private final Cancellation cancellation;
  private final BitSet reached;
  private final int[] queue;
  private final int[] neighbours;
  private int queued;
  private int expanded;

  /** Finds the node that links to one which is not reachable. */
  @FunctionalInterface
  public interface Host {
    /**
     * @param reached which nodes are reachable
     * @return one of them, with room for a link where that can be
     */
    int of(int node, IntPredicate reached);
  }

  /**
   * @param most neighbours a node may keep
   */
  public Connector(OpenLinks links, int most, Host host, Cancellation cancellation) {
    this.links = links;
    this.most = most;
    this.host = host;
    this.cancellation = cancellation;
    this.reached = new BitSet(links.nodes());
    this.queue = new int[links.nodes()];
    this.neighbours = new int[links.width()];
  }

  /**
   * Links from the nearest node that a search from the entry finds, of those with room if there
   * are.
   *
   * @param ef candidates that the search keeps
   */
  public static Connector bySearch(
      BuildLinks links, int most, BuildSpace rows, int entry, int ef, BuildContext context) {
    BeamSearch beam = new BeamSearch(links.nodes());
    NodeScorer scorer = rows.scorer(null);
    Host host =
        (node, reached) -> {
          scorer.from(node);
          beam.start(ef);
          beam.seed(entry, scorer);
          beam.run(links, scorer, context.cancellation());
          CandidateList candidates = beam.candidates();
          for (int i = 0; i < candidates.size(); i++) {
            if (links.size(candidates.node(i)) < most) {
              return candidates.node(i);
            }
          }
          return candidates.node(0);
        };
    return new Connector(links, most, host, context.cancellation());
  }

  /** Heap bytes of one by {@link #bySearch}. */
  public static long bytes(long nodes, long ef, long width) {
    return nodes * (Integer.BYTES + 1L)
        + width * Integer.BYTES
        + BeamSearch.bytes(nodes, ef, width);
  }

  /** Connects all nodes and returns how many were not reachable. */
  public int connect(int entry) {
    if (links.nodes() == 0) {
      return 0;
    }
    reach(entry);
    spread();
    int lost = 0;
    for (int node = 0; node < links.nodes(); node++) {
      if (!reached.get(node)) {
        attach(node);
        reach(node);
        spread();
        lost++;
      }
    }
    return lost;
  }

  private void reach(int node) {
    reached.set(node);
    queue[queued++] = node;
  }

  private void spread() {
    while (expanded < queued) {
      if ((expanded & 511) == 0) {
        cancellation.check();
      }
      int count = links.read(queue[expanded++], neighbours);
      for (int i = 0; i < count; i++) {
        if (!reached.get(neighbours[i])) {
          reach(neighbours[i]);
        }
      }
    }
  }

  private void attach(int node) {
    int from = host.of(node, reached::get);
    if (links.size(from) < most) {
      links.add(from, node);
    } else {
      splice(from, node);
    }
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
