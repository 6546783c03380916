package io.elanus.shell.dialog;

import io.elanus.api.index.MetricType;

/** A few words on each metric, for choices and manual pages. */
public final class MetricHelp {
  private MetricHelp() {}

  public static String sentence(MetricType metric) {
    return switch (metric) {
      case L2 -> "squared Euclidean distance, smaller is closer";
      case IP -> "inner product, larger is closer";
      case COSINE -> "cosine of the angle, larger is closer; lengths do not count";
      case JACCARD -> "share of bits that differ among those set in either, smaller is closer";
      case HAMMING -> "number of bits that differ, smaller is closer";
      case SUBSTRUCTURE -> "whether all bits of the query are set in the row";
      case SUPERSTRUCTURE -> "whether all bits of the row are set in the query";
    };
  }
}
