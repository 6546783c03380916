package io.elanus.api;

import io.elanus.api.index.MetricType;
import java.util.List;

/** Hits per query, nearest first. */
public record SearchResult(MetricType metric, List<List<Hit>> hits) {}
