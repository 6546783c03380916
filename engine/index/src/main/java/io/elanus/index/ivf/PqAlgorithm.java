package io.elanus.index.ivf;

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
import io.elanus.index.pq.CodeShape;
import java.io.IOException;
import java.util.List;

/** Lists of product-quantised vectors, in the file of {@link IvfPqFile}. */
abstract sealed class PqAlgorithm implements IndexAlgorithm permits IvfPqAlgorithm, ScannAlgorithm {
  /** How vectors are cut into parts, and how many bits the code of a part has. */
  abstract CodeShape codes(IndexShape shape);

  /** Whether the best candidates are ordered by the distances of the rows. */
  abstract boolean reorders(IndexShape shape);

  @Override
  public final MemoryPlan plan(IndexShape shape, int threads) {
    return IvfPqFile.plan(shape, codes(shape), threads);
  }

  @Override
  public final List<BuildStep> steps(IndexShape shape) {
    return IvfPqFile.steps(shape, codes(shape));
  }

  @Override
  public final BuildNotes build(
      VectorRows vectors, IndexShape shape, BuildContext context, SectionSink sink)
      throws IOException {
    return IvfPqFile.build(vectors, shape, codes(shape), context, sink);
  }

  @Override
  public final VectorIndex open(SectionSource sections, IndexShape shape, VectorRows rows) {
    return IvfPqFile.open(sections, shape, codes(shape), rows, reorders(shape));
  }
}
