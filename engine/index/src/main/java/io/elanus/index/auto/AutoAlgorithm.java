package io.elanus.index.auto;

import io.elanus.api.index.IndexType;
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
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * AUTOINDEX: builds the type that {@link AutoChoice} finds best and says which and why.
 *
 * <p>Sections: {@code choice}, the type and its build parameters as UTF-8 lines of {@code
 * name=value}; then the sections of that type.
 */
public final class AutoAlgorithm implements IndexAlgorithm {
  private static final String CHOICE = "choice";

  private final Function<IndexType, IndexAlgorithm> algorithms;
  private final LongSupplier maxHeapBytes;

  /**
   * @param algorithms finds the algorithm of a type
   */
  public AutoAlgorithm(Function<IndexType, IndexAlgorithm> algorithms) {
    this(algorithms, Runtime.getRuntime()::maxMemory);
  }

  AutoAlgorithm(Function<IndexType, IndexAlgorithm> algorithms, LongSupplier maxHeapBytes) {
    this.algorithms = algorithms;
    this.maxHeapBytes = maxHeapBytes;
  }

  private AutoChoice choose(IndexShape shape) {
    return AutoChoice.of(shape, algorithms, maxHeapBytes.getAsLong());
  }

  @Override
  public MemoryPlan plan(IndexShape shape, int threads) {
    IndexShape chosen = choose(shape).shape();
    return algorithms.apply(chosen.type()).plan(chosen, threads);
  }

  @Override
  public List<BuildStep> steps(IndexShape shape) {
    IndexShape chosen = choose(shape).shape();
    return algorithms.apply(chosen.type()).steps(chosen);
  }

  @Override
  public BuildNotes build(VectorRows rows, IndexShape shape, BuildContext context, SectionSink sink)
      throws IOException {
    AutoChoice choice = choose(shape);
    sink.begin(CHOICE);
    sink.write(MemorySegment.ofArray(choice.write().getBytes(StandardCharsets.UTF_8)));
    BuildNotes built =
        algorithms.apply(choice.shape().type()).build(rows, choice.shape(), context, sink);
    List<String> notes = new ArrayList<>();
    notes.add("chose %s: %s".formatted(choice.title(), choice.reason()));
    notes.addAll(built.notes());
    return new BuildNotes(notes, built.facts());
  }

  @Override
  public VectorIndex open(SectionSource sections, IndexShape shape, VectorRows rows) {
    byte[] text = sections.section(CHOICE).toArray(ValueLayout.JAVA_BYTE);
    IndexShape chosen = AutoChoice.read(new String(text, StandardCharsets.UTF_8), shape);
    return new AutoIndex(chosen, algorithms.apply(chosen.type()).open(sections, chosen, rows));
  }
}
