package io.elanus.index.ivf;

import io.elanus.api.index.MemoryPlan;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildNotes;
import io.elanus.index.BuildParameters;
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

/**
 * Lists of product-quantised vectors.
 *
 * <p>Distances are those to the vectors that the codes stand for, as the vectors themselves are not
 * kept. The file is that of {@link IvfPqFile}.
 */
public final class IvfPqAlgorithm implements IndexAlgorithm {
  private static CodeShape codes(IndexShape shape) {
    BuildParameters.IvfPq asked = shape.parameters(BuildParameters.IvfPq.class);
    return new CodeShape(shape.dim(), asked.m(), asked.nbits());
  }

  @Override
  public MemoryPlan plan(IndexShape shape, int threads) {
    return IvfPqFile.plan(shape, codes(shape), threads);
  }

  @Override
  public List<BuildStep> steps(IndexShape shape) {
    return IvfPqFile.steps(shape, codes(shape));
  }

  @Override
  public BuildNotes build(
      VectorRows vectors, IndexShape shape, BuildContext context, SectionSink sink)
      throws IOException {
    return IvfPqFile.build(vectors, shape, codes(shape), context, sink);
  }

  @Override
  public VectorIndex open(SectionSource sections, IndexShape shape, VectorRows rows) {
    return IvfPqFile.open(sections, shape, codes(shape), rows, false);
  }
}
