package io.elanus.api.index;

/** The kind of vectors that an index holds. */
public enum DataKind {
  FLOAT("float vectors"),
  BINARY("binary vectors");

  private final String title;

  DataKind(String title) {
    this.title = title;
  }

  /** As it reads in a sentence: "float vectors". */
  public String title() {
    return title;
  }

  /** The vectors that a metric compares. */
  public static DataKind of(MetricType metric) {
    return metric.isBinary() ? BINARY : FLOAT;
  }
}
