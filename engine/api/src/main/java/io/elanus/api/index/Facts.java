package io.elanus.api.index;

import java.util.Map;

/**
 * What bounds and defaults may refer to. A fact that is not known yet is 0; bounds that refer to it
 * are then open.
 *
 * @param dim values per vector, bits of a binary vector
 * @param limit neighbours wanted for each query, the offset included
 * @param nlist the build parameter of the index that is searched
 */
public record Facts(int dim, int limit, int nlist) {
  /** One of the facts, by the name that messages and help give it. */
  public enum Name {
    DIM("dim"),
    LIMIT("limit"),
    NLIST("nlist");

    private final String text;

    Name(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** What is known when an index is defined. */
  public static Facts ofBuild(int dim) {
    return new Facts(dim, 0, 0);
  }

  /** What is known when an index with these build parameters is searched. */
  public static Facts ofSearch(Map<String, Object> buildParameters, int limit) {
    Object nlist = buildParameters.getOrDefault("nlist", 0);
    return new Facts(0, limit, ((Number) nlist).intValue());
  }

  int value(Name name) {
    return switch (name) {
      case DIM -> dim;
      case LIMIT -> limit;
      case NLIST -> nlist;
    };
  }
}
