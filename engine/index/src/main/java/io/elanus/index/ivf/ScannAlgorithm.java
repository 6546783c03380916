package io.elanus.index.ivf;

import io.elanus.api.index.MetricType;
import io.elanus.index.BuildParameters;
import io.elanus.index.IndexShape;
import io.elanus.index.pq.CodeShape;

/**
 * Lists of 4-bit codes, one for every two values of a vector (for every value where their number is
 * odd), whose best candidates are ordered by exact distance.
 *
 * <p>Exact distances are computed from the rows of the segment, so {@code with_raw_data} costs no
 * memory of its own. Without it results have the distances to the vectors that the codes stand for,
 * and {@code reorder_k} has nothing to order.
 *
 * <p>For IP and COSINE, where exact distances have the last word, each vector has one more code by
 * which candidates are chosen better, see {@link io.elanus.index.pq.AnisotropicCorrections}. The
 * file is that of {@link IvfPqFile}.
 */
public final class ScannAlgorithm extends PqAlgorithm {
  private static final int BITS = 4;

  @Override
  CodeShape codes(IndexShape shape) {
    int parts = shape.dim() % 2 == 0 ? shape.dim() / 2 : shape.dim();
    boolean corrected = reorders(shape) && shape.metric() != MetricType.L2;
    return new CodeShape(shape.dim(), parts, BITS, corrected);
  }

  @Override
  boolean reorders(IndexShape shape) {
    return shape.parameters(BuildParameters.Scann.class).withRawData();
  }
}
