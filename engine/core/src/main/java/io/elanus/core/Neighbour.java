package io.elanus.core;

import io.elanus.api.index.MetricType;

/**
 * A row that a search found.
 *
 * @param row ordinal in the collection
 * @param distance internal, smaller is closer
 */
record Neighbour(long row, float distance) {
  /** The distance that a user sees. */
  float reported(MetricType metric) {
    // Adding zero turns -0 into 0.
    return metric.reported(distance) + 0f;
  }
}
