package io.elanus.api;

import io.elanus.base.Cancellation;

/** Looks for neighbours. */
public interface VectorSearch {
  /** The nearest rows of each query. */
  default SearchResult search(SearchRequest request) {
    return search(request, new Cancellation());
  }

  /**
   * The same, given up when it is cancelled.
   *
   * @throws io.elanus.base.ElanusException CANCELLED; TIMEOUT after the time that the request
   *     allows
   */
  SearchResult search(SearchRequest request, Cancellation cancellation);
}
