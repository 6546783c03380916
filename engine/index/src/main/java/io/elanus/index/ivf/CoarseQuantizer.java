package io.elanus.index.ivf;

import io.elanus.index.BuildContext;
import io.elanus.index.BuildNotes;
import io.elanus.index.BuildStep;
import io.elanus.index.IndexShape;
import io.elanus.index.SectionSink;
import io.elanus.index.cluster.Centroids;
import io.elanus.index.cluster.Clusters;
import io.elanus.index.cluster.KMeans;
import io.elanus.index.cluster.ListCount;
import io.elanus.index.lists.IndexFacts;
import io.elanus.index.lists.MetricRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The coarse quantizer: the rows of a segment divided into lists, none of them empty.
 *
 * @param clusters rows by list
 */
record CoarseQuantizer(Centroids centroids, Clusters clusters, BuildNotes notes) {
  /** How many lists are trained when {@code nlist} are asked for. */
  static int lists(int rows, int nlist) {
    return ListCount.of(rows, nlist);
  }

  /** What {@link #of} does. */
  static List<BuildStep> steps(IndexShape shape) {
    int lists = lists(shape.rows(), shape.nlist());
    List<BuildStep> steps = new ArrayList<>(KMeans.steps(shape.rows(), lists, shape.dim()));
    steps.add(new BuildStep("assign", KMeans.assignWork(shape.rows(), lists, shape.dim())));
    return steps;
  }

  static CoarseQuantizer of(MetricRows rows, int nlist, BuildContext context) throws IOException {
    int lists = lists(rows.count(), nlist);
    if (rows.count() == 0) {
      Centroids none = new Centroids(new float[0], 0, rows.dim(), false);
      Clusters empty = new Clusters(new int[1], new int[0]);
      List<String> notes = ListCount.notes(0, nlist, 0, 0);
      return new CoarseQuantizer(none, empty, new BuildNotes(notes, Map.of("lists", "0")));
    }
    KMeans.Model model = KMeans.train(rows, lists, context);
    context.cancellation().check();
    context.listener().phase("assign", 0, 0, rows.count());
    int[] assignment = new int[rows.count()];
    KMeans.Assigned assigned = model.assign(assignment, context);
    Centroids centroids = withoutEmpty(model.centroids(), assignment);
    Clusters clusters = assigned.clusters();
    if (centroids.count() < lists) {
      clusters = Clusters.of(assignment, centroids.count());
    }
    List<String> notes = ListCount.notes(rows.count(), nlist, lists, centroids.count());
    Map<String, String> facts =
        Map.of(
            "lists", Integer.toString(centroids.count()),
            "objective", String.format(Locale.ROOT, "%.6f", assigned.objective() / rows.count()));
    return new CoarseQuantizer(centroids, clusters, new BuildNotes(notes, facts));
  }

  /**
   * Writes the centres and, last, the {@link IndexFacts} of an index.
   *
   * @return the notes of the build
   */
  BuildNotes write(int version, MetricRows rows, SectionSink sink) throws IOException {
    CoarseCentroids.write(centroids, sink);
    new IndexFacts(version, rows.count(), rows.dim(), centroids.count(), 0).write(sink);
    return notes;
  }

  /** Leaves out centroids that no row belongs to, and renumbers the assignment. */
  private static Centroids withoutEmpty(Centroids all, int[] assignment) {
    int[] kept = Clusters.renumber(assignment, all.count());
    int dim = all.dim();
    float[] values = new float[Math.multiplyExact(kept.length, dim)];
    for (int i = 0; i < kept.length; i++) {
      System.arraycopy(all.values(), kept[i] * dim, values, i * dim, dim);
    }
    return new Centroids(values, kept.length, dim, all.spherical());
  }
}
