package io.elanus.index.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.base.Cancellation;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildListener;
import io.elanus.index.Checkpoints;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.IndexShape;
import io.elanus.index.VectorRows;
import io.elanus.index.contract.MemorySections;
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

  /** From each of its checkpoints a build ends with the same bytes, and with less work. */
  void assertTakenUp(IndexAlgorithm algorithm, VectorRows rows, IndexShape shape)
      throws IOException {
    List<byte[]> saved = new ArrayList<>();
    byte[] whole = build(algorithm, rows, shape, new Kept(saved, null));
    assertTrue(saved.size() >= 3, saved.size() + " states were saved");
    for (int i = 0; i < saved.size(); i++) {
      List<byte[]> later = new ArrayList<>();
      assertArrayEquals(whole, build(algorithm, rows, shape, new Kept(later, saved.get(i))));
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

  private byte[] build(
      IndexAlgorithm algorithm, VectorRows rows, IndexShape shape, Checkpoints checkpoints)
      throws IOException {
    MemorySections sections = new MemorySections();
    algorithm.build(rows, shape, context(2, checkpoints), sections);
    return sections.bytes();
  }
}
