package io.elanus.index.binary;

import io.elanus.index.BitRows;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildNotes;
import io.elanus.index.cluster.Clusters;
import io.elanus.index.cluster.ListCount;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The coarse quantizer of binary vectors: the rows of a segment divided into lists, none of them
 * empty.
 *
 * @param clusters rows by list
 */
record BitCoarseQuantizer(BitCentres centres, Clusters clusters, BuildNotes notes) {
  static BitCoarseQuantizer of(BitRows rows, int nlist, BuildContext context) throws IOException {
    int lists = ListCount.of(rows.count(), nlist);
    if (rows.count() == 0) {
      List<String> notes = ListCount.notes(0, nlist, 0, 0);
      return new BitCoarseQuantizer(
          new BitCentres(new long[0], 0, rows.dim()),
          new Clusters(new int[1], new int[0]),
          new BuildNotes(notes, Map.of("lists", "0")));
    }
    BitCentres trained = BitKMeans.train(rows, lists, context).binary();
    context.cancellation().check();
    context.listener().phase("assign", 0, 0, rows.count());
    int[] assignment = new int[rows.count()];
    long sum = new BitAssigner(rows, null, context).assign(trained, assignment);
    BitCentres centres = trained.choose(Clusters.renumber(assignment, lists));
    Map<String, String> facts =
        Map.of(
            "lists", Integer.toString(centres.count()),
            "objective", String.format(Locale.ROOT, "%.6f", (double) sum / rows.count()));
    List<String> notes = ListCount.notes(rows.count(), nlist, lists, centres.count());
    return new BitCoarseQuantizer(
        centres, Clusters.of(assignment, centres.count()), new BuildNotes(notes, facts));
  }
}
