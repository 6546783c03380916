package io.elanus.index.ivf;

import io.elanus.index.BuildParameters;
import io.elanus.index.IndexShape;
import io.elanus.index.pq.CodeShape;

/**
 * Lists of product-quantised vectors.
 *
 * <p>Distances are those to the vectors that the codes stand for, as the vectors themselves are not
 * kept. The file is that of {@link IvfPqFile}.
 */
public final class IvfPqAlgorithm extends PqAlgorithm {
  @Override
  CodeShape codes(IndexShape shape) {
    BuildParameters.IvfPq asked = shape.parameters(BuildParameters.IvfPq.class);
    return new CodeShape(shape.dim(), asked.m(), asked.nbits());
  }

  @Override
  boolean reorders(IndexShape shape) {
    return false;
  }
}
