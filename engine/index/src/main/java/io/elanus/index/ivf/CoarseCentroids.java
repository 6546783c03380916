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
 * The centres of lists in an index file, as one list of panels that queries are ranked against.
 *
 * <p>Sections: {@code centroids}, the panels; {@code centroid-bias}, one float per slot: the
 * squared norm for L2, 0 for IP and COSINE, positive infinity for padding.
 */
final class CoarseCentroids {
  private static final String PANELS = "centroids";
  private static final String BIAS = "centroid-bias";

  private CoarseCentroids() {}

  static void write(Centroids centroids, SectionSink sink) throws IOException {
    int panels = panels(centroids.count());
    int dim = centroids.dim();
    float[] panel = new float[dim * PdxKernels.LANES];
    float[] bias = new float[panels * PdxKernels.LANES];
    sink.begin(PANELS);
    for (int p = 0; p < panels; p++) {
      int first = p * PdxKernels.LANES;
      int count = Math.min(PdxKernels.LANES, centroids.count() - first);
      RowLayout.toPanel(centroids.values(), first * dim, count, dim, panel, 0);
      Sections.write(sink, panel);
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
    int panels = panels(lists);
    return new PdxLists(
        Sections.section(sections, PANELS, panels * PdxKernels.panelBytes(shape.dim())),
        Sections.section(sections, BIAS, PdxLists.biasOffset(panels)),
        null,
        new int[] {0, panels},
        lists,
        shape.dim(),
        shape.metric() == MetricType.COSINE ? MetricType.IP : shape.metric());
  }

  private static int panels(int vectors) {
    return (vectors + PdxKernels.LANES - 1) / PdxKernels.LANES;
  }
}
