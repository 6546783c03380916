package io.elanus.index.ivf;

import io.elanus.index.BuildContext;
import io.elanus.index.BuildNotes;
import io.elanus.index.cluster.Assigner;
import io.elanus.index.cluster.Centroids;
import io.elanus.index.cluster.Clusters;
import io.elanus.index.cluster.KMeans;
import io.elanus.index.cluster.Points;
import io.elanus.index.panel.MetricRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The rows of a segment divided into lists, none of them empty.
 *
 * @param clusters rows by list
 */
record Division(Centroids centroids, Clusters clusters, BuildNotes notes) {
  /** A list of fewer rows would fill less than half a panel and cost more to rank than to scan. */
  static final int ROWS_PER_LIST = 8;

  /** How many lists are trained when {@code nlist} are asked for. */
  static int lists(int rows, int nlist) {
    return Math.clamp(rows / ROWS_PER_LIST, Math.min(1, rows), nlist);
  }

  static Division of(MetricRows rows, int nlist, BuildContext context) throws IOException {
    int lists = lists(rows.count(), nlist);
    List<String> notes = new ArrayList<>();
    if (lists < nlist) {
      notes.add(
          "%d lists instead of nlist=%d: %d rows fill at most %d lists of %d rows"
              .formatted(lists, nlist, rows.count(), lists, ROWS_PER_LIST));
    }
    if (rows.count() == 0) {
      Centroids none = new Centroids(new float[0], 0, rows.dim(), false);
      Clusters empty = new Clusters(new int[1], new int[0]);
      return new Division(none, empty, new BuildNotes(notes, Map.of("lists", "0")));
    }
    KMeans.Model model = KMeans.train(rows, lists, context);
    context.cancellation().check();
    context.listener().phase("assign", 0, 0, rows.count());
    int[] assignment = new int[rows.count()];
    double sum = assign(model, assignment, context);
    Centroids centroids = withoutEmpty(model.centroids(), assignment);
    if (centroids.count() < lists) {
      notes.add(
          "%d lists instead of %d: the rows have too few different values to fill more"
              .formatted(centroids.count(), lists));
    }
    Map<String, String> facts =
        Map.of(
            "lists", Integer.toString(centroids.count()),
            "objective", String.format(Locale.ROOT, "%.6f", sum / rows.count()));
    return new Division(
        centroids, Clusters.of(assignment, centroids.count()), new BuildNotes(notes, facts));
  }

  private static double assign(KMeans.Model model, int[] assignment, BuildContext context) {
    Points sample = model.points();
    if (sample.ordinals() == null) {
      return model.assignSample(assignment, context);
    }
    int[] part = new int[sample.count()];
    double sum = model.assignSample(part, context);
    for (int point = 0; point < part.length; point++) {
      assignment[sample.row(point)] = part[point];
    }
    Points rest = sample.rest();
    part = new int[rest.count()];
    sum += new Assigner(rest, context).assign(model.centroids(), part);
    for (int point = 0; point < part.length; point++) {
      assignment[rest.row(point)] = part[point];
    }
    return sum;
  }

  /** Leaves out centroids that no row belongs to, and renumbers the assignment. */
  private static Centroids withoutEmpty(Centroids all, int[] assignment) {
    int[] numbers = new int[all.count()];
    for (int cluster : assignment) {
      numbers[cluster] = 1;
    }
    int dim = all.dim();
    float[] values = new float[all.values().length];
    int count = 0;
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] == 1) {
        System.arraycopy(all.values(), i * dim, values, count * dim, dim);
        numbers[i] = count++;
      }
    }
    Arrays.setAll(assignment, row -> numbers[assignment[row]]);
    return new Centroids(Arrays.copyOf(values, count * dim), count, dim, all.spherical());
  }
}
