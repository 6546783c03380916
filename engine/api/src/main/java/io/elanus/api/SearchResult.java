package io.elanus.api;

import io.elanus.api.index.MetricType;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Neighbours by column: those of all queries one behind the other, nearest first in each.
 *
 * @param offsets where the hits of each query begin, and last the number of all hits: those of
 *     query q are [offsets[q], offsets[q + 1])
 * @param ids the primary keys: {@link Column.Longs} or {@link Column.Strings}
 * @param distances as the metric reports them: squared L2, inner product, cosine, bits that differ;
 *     infinite where they are beyond the largest float
 * @param entities the output fields, a row for each hit
 */
public record SearchResult(
    MetricType metric, int[] offsets, Column ids, float[] distances, RowPage entities) {
  public SearchResult {
    int hits = offsets[offsets.length - 1];
    if (ids.rows() != hits || distances.length != hits || entities.rows() != hits) {
      throw new IllegalArgumentException(
          "%d hits must have as many ids, distances and entities, got %d, %d and %d"
              .formatted(hits, ids.rows(), distances.length, entities.rows()));
    }
  }

  /** How many queries were asked. */
  public int queries() {
    return offsets.length - 1;
  }

  /** The hits of all queries. */
  public int size() {
    return distances.length;
  }

  /**
   * The hits of one query, nearest first; their fields are rows of {@link #entities} from {@code
   * offsets[query]} on.
   *
   * @param query in [0, queries)
   */
  public List<Hit> hits(int query) {
    return IntStream.range(offsets[query], offsets[query + 1])
        .mapToObj(index -> new Hit(Objects.requireNonNull(ids.value(index)), distances[index]))
        .toList();
  }
}
