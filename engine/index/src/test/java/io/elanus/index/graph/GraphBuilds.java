package io.elanus.index.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.base.Cancellation;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildListener;
import io.elanus.index.Checkpoints;
import io.elanus.index.FilteredIndex;
import io.elanus.index.Hits;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.IndexShape;
import io.elanus.index.QueryVectors;
import io.elanus.index.SearchParameters;
import io.elanus.index.SearchTask;
import io.elanus.index.VectorIndex;
import io.elanus.index.VectorRows;
import io.elanus.index.contract.MemorySections;
import io.elanus.index.graph.build.BuildLinks;
import io.elanus.index.graph.build.BuildSpace;
import io.elanus.index.graph.build.LayerBuilder;
import io.elanus.index.graph.build.LeafShape;
import io.elanus.index.graph.build.LeafState;
import io.elanus.index.graph.build.LinkState;
import io.elanus.index.graph.build.PartitionBuilder;
import io.elanus.index.graph.file.GraphIndex;
import io.elanus.kernels.TopK;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** What tests of graphs share: threads to build on, and builds that are taken up. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GraphBuilds {
  private static final LeafShape LEAVES = new LeafShape(4, 100, 160, 24, 8);

  private final ExecutorService executor = Executors.newFixedThreadPool(2);

  @AfterAll
  void stop() {
    executor.close();
  }

  BuildContext context(int threads) {
    return context(threads, Checkpoints.none());
  }

  private BuildContext context(int threads, Checkpoints checkpoints) {
    return new BuildContext(
        threads, executor, 7, new Cancellation(), BuildListener.none(), checkpoints);
  }

  /** Links all nodes in small leaves. */
  BuildLinks partitioned(BuildSpace rows, LayerBuilder.Layer layer, int threads)
      throws IOException {
    BuildLinks links = new BuildLinks(rows.count(), PartitionBuilder.width(LEAVES, layer));
    new PartitionBuilder(rows, layer, LEAVES, context(threads))
        .link(links, LeafState.NONE, (state, share) -> {});
    return links;
  }

  /** From each step of a layer that is linked in leaves its linking ends with the same links. */
  void assertTakenUpAfterEachStep(BuildSpace rows, LayerBuilder.Layer layer) throws IOException {
    List<byte[]> saved = new ArrayList<>();
    BuildContext first = context(2, new Kept(saved, null));
    BuildLinks whole = new BuildLinks(rows.count(), PartitionBuilder.width(LEAVES, layer));
    new PartitionBuilder(rows, layer, LEAVES, first)
        .link(
            whole,
            LeafState.NONE,
            (state, share) -> new LinkState(List.of(whole), 0, state).save(first));
    assertEquals(LeafState.CHOSEN, saved.size());
    for (int i = 0; i < saved.size(); i++) {
      LinkState state = LinkState.load(new Kept(saved, saved.get(i))).orElseThrow();
      BuildLinks links = state.layers().getFirst();
      List<Integer> steps = new ArrayList<>();
      new PartitionBuilder(rows, layer, LEAVES, context(1 + i % 2))
          .link(links, state.leaves(), (later, share) -> steps.add(later.step()));
      assertTrue(whole.sameAs(links), "taken up after step " + state.leaves().step());
      assertEquals(saved.size() - 1 - i, steps.size(), "work that was saved is not done again");
    }
  }

  /** From each of its checkpoints a build ends with the same bytes, and with less work. */
  void assertTakenUp(IndexAlgorithm algorithm, VectorRows rows, IndexShape shape)
      throws IOException {
    List<byte[]> saved = new ArrayList<>();
    byte[] whole = build(algorithm, rows, shape, context(2, new Kept(saved, null)));
    assertTrue(saved.size() >= 3, saved.size() + " states were saved");
    for (int i = 0; i < saved.size(); i++) {
      List<byte[]> later = new ArrayList<>();
      BuildContext context = context(1 + i % 2, new Kept(later, saved.get(i)));
      assertArrayEquals(whole, build(algorithm, rows, shape, context));
      assertTrue(later.size() < saved.size() - i, "work that was saved is not done again");
    }
  }

  private record Kept(List<byte[]> saved, byte[] state) implements Checkpoints {
    @Override
    public Optional<byte[]> load() {
      return Optional.ofNullable(state);
    }

    @Override
    public void save(byte[] bytes) {
      saved.add(bytes);
    }
  }

  private static byte[] build(
      IndexAlgorithm algorithm, VectorRows rows, IndexShape shape, BuildContext context)
      throws IOException {
    MemorySections sections = new MemorySections();
    algorithm.build(rows, shape, context, sections);
    return sections.bytes();
  }

  /** The graph behind an opened index. */
  static GraphIndex graph(VectorIndex opened) {
    return (GraphIndex) ((FilteredIndex) opened).index();
  }

  /** The true neighbours of a query of a task, nearest first. */
  static TopK truth(VectorIndex opened, SearchTask task, int query, int k) {
    QueryVectors one = task.queries().some(new int[] {query});
    Hits hits =
        ((FilteredIndex) opened)
            .exact()
            .search(
                new SearchTask(
                    one, k, new SearchParameters.None(), null, 1, null, task.cancellation()));
    TopK nearest = new TopK(k, Float.POSITIVE_INFINITY);
    for (int i = 0; i < hits.counts()[0]; i++) {
      nearest.push(hits.distances()[i], hits.rows()[i], 0);
    }
    return nearest;
  }
}
