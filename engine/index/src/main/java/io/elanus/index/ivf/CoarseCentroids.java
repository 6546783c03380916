package io.elanus.index.ivf;

import io.elanus.api.index.MetricType;
import io.elanus.index.IndexShape;
import io.elanus.index.SectionSink;
import io.elanus.index.SectionSource;
import io.elanus.index.cluster.Centroids;
import io.elanus.index.lists.PdxLists;
import io.elanus.index.lists.Sections;
import io.elanus.kernels.PdxKernels;
import io.elanus.kernels.RowLayout;
import java.io.IOException;

/**
 * The centres of lists in an index file, as one list of blocks that queries are ranked against.
 *
 * <p>Sections: {@code centroids}, the blocks; {@code centroid-bias}, one float per slot: the
 * squared norm for L2, 0 for IP and COSINE, positive infinity for padding.
 */
final class CoarseCentroids {
  private static final String BLOCKS = "centroids";
  private static final String BIAS = "centroid-bias";

  private CoarseCentroids() {}

  static void write(Centroids centroids, SectionSink sink) throws IOException {
    int blocks = blocks(centroids.count());
    int dim = centroids.dim();
    float[] block = new float[dim * PdxKernels.LANES];
    float[] bias = new float[blocks * PdxKernels.LANES];
    sink.begin(BLOCKS);
    for (int p = 0; p < blocks; p++) {
      int first = p * PdxKernels.LANES;
      int count = Math.min(PdxKernels.LANES, centroids.count() - first);
      RowLayout.toBlock(centroids.values(), first * dim, count, dim, block, 0);
      Sections.write(sink, block);
    }
    for (int i = 0; i < bias.length; i++) {
      bias[i] =
          i >= centroids.count()
              ? Float.POSITIVE_INFINITY
              : centroids.spherical()
                  ? 0
                  : (float) RowLayout.squaredNorm(centroids.values(), i * dim, dim);
    }
    sink.begin(BIAS);
    Sections.write(sink, bias);
  }

  static PdxLists open(SectionSource sections, int lists, IndexShape shape) {
    int blocks = blocks(lists);
    return new PdxLists(
        Sections.section(sections, BLOCKS, blocks * PdxKernels.blockBytes(shape.dim())),
        Sections.section(sections, BIAS, PdxLists.biasOffset(blocks)),
        null,
        new int[] {0, blocks},
        lists,
        shape.dim(),
        shape.metric() == MetricType.COSINE ? MetricType.IP : shape.metric());
  }

  private static int blocks(int vectors) {
    return (vectors + PdxKernels.LANES - 1) / PdxKernels.LANES;
  }
}
