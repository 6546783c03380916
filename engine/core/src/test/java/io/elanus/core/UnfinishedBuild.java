package io.elanus.core;

import io.elanus.api.index.MemoryPlan;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildNotes;
import io.elanus.index.BuildStep;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.IndexShape;
import io.elanus.index.SectionSink;
import io.elanus.index.SectionSource;
import io.elanus.index.VectorIndex;
import io.elanus.index.VectorRows;
import java.util.List;
import java.util.function.Consumer;

/**
 * An index type whose builds never end well.
 *
 * @param work what a build does; it must throw
 */
public record UnfinishedBuild(Consumer<BuildContext> work) implements IndexAlgorithm {
  /** Builds until it is cancelled. */
  public static UnfinishedBuild endless() {
    return new UnfinishedBuild(
        context -> {
          while (true) {
            context.cancellation().check();
            Thread.onSpinWait();
          }
        });
  }

  /** Fails at once. */
  public static UnfinishedBuild failing(Throwable failure) {
    return new UnfinishedBuild(
        _ -> {
          switch (failure) {
            case RuntimeException unchecked -> throw unchecked;
            case Error error -> throw error;
            case Throwable checked -> throw new IllegalArgumentException(checked);
          }
        });
  }

  @Override
  public MemoryPlan plan(IndexShape shape, int threads) {
    return new MemoryPlan(List.of(), 0);
  }

  @Override
  public List<BuildStep> steps(IndexShape shape) {
    return List.of();
  }

  @Override
  public BuildNotes build(
      VectorRows rows, IndexShape shape, BuildContext context, SectionSink sink) {
    work.accept(context);
    throw new IllegalStateException("a build must not end");
  }

  @Override
  public VectorIndex open(SectionSource sections, IndexShape shape, VectorRows rows) {
    throw new IllegalStateException("no build ever ends well");
  }
}
