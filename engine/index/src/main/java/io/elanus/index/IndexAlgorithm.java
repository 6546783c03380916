package io.elanus.index;

import io.elanus.api.index.MemoryPlan;
import java.io.IOException;
import java.util.List;

/** Builds and opens the index of one segment; one implementation for each family of index types. */
public interface IndexAlgorithm {
  /** What a build will need, computed from the shape alone. */
  MemoryPlan plan(IndexShape shape, int threads);

  /**
   * The phases of a build in their order, and how its time divides among them; an estimate. A build
   * may leave some out.
   */
  List<BuildStep> steps(IndexShape shape);

  /**
   * Builds the index and writes its sections. The bytes depend on rows, shape and seed only, never
   * on the number of threads.
   *
   * @return sentences a user should read, such as why fewer lists were built than asked for
   * @throws io.elanus.base.ElanusException CANCELLED within 100 ms of a cancellation
   */
  BuildNotes build(VectorRows rows, IndexShape shape, BuildContext context, SectionSink sink)
      throws IOException;

  /**
   * Opens a built index over mapped sections; touches no more of them than it must.
   *
   * @param rows the vectors that it was built from, still mapped: an index that computes exact
   *     distances reads them here and need not store them again
   */
  VectorIndex open(SectionSource sections, IndexShape shape, VectorRows rows);
}
