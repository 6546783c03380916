package io.elanus.api;

import io.elanus.base.Cancellation;

/** Looks for neighbours. */
public interface VectorSearch {
  /**
   * The nearest rows of each query.
   *
   * @param cancellation gives the search up
   * @throws io.elanus.base.ElanusException COLLECTION_NOT_FOUND, also where it is dropped
   *     meanwhile; NOT_LOADED where it was released; FIELD_NOT_FOUND; INVALID_VECTOR for queries
   *     that do not fit the field; INVALID_ARGUMENT for a metric that does not; UNKNOWN_PARAMETER
   *     and OUT_OF_RANGE for parameters and for more hits than one answer holds; CANCELLED; TIMEOUT
   *     after the time that the request allows; UNSUPPORTED for a filter, a partition, or an index
   *     of a type that this engine does not know; DAMAGED_DATA
   */
  SearchResult search(SearchRequest request, Cancellation cancellation);

  /** The nearest rows of each query, however long it takes. */
  default SearchResult search(SearchRequest request) {
    return search(request, new Cancellation());
  }
}
