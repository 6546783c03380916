package io.elanus.core;

import io.elanus.index.MetricType;
import java.util.List;

/** Hits per query, nearest first. */
public record SearchResult(MetricType metric, List<List<Hit>> hits) {}
