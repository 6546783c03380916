package io.elanus.api;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Rows to read: those with certain keys, or all in order of insertion.
 *
 * @param keys {@link Long} or {@link String}, in the order in which rows are wanted; empty for all
 *     rows
 * @param offset how many of the rows that are there are left out at the start
 * @param limit how many rows are wanted at most, at least 1
 * @param outputFields fields to return; "*" for all of known types
 * @param pageRows the most rows of a page, [1, 16384]
 */
public record QueryRequest(
    CollectionRef collection,
    Optional<List<Object>> keys,
    long offset,
    long limit,
    List<String> outputFields,
    int pageRows,
    ReadOptions options) {
  public static final int STANDARD_PAGE_ROWS = 1024;

  /**
   * @throws ElanusException OUT_OF_RANGE for an offset, a limit or a size of pages that cannot be
   */
  public QueryRequest {
    Objects.requireNonNull(collection);
    Objects.requireNonNull(options);
    keys = keys.map(List::copyOf);
    outputFields = List.copyOf(outputFields);
    if (offset < 0) {
      throw outOfRange("offset must be at least 0, got " + offset);
    }
    if (limit < 1) {
      throw outOfRange("limit must be at least 1, got " + limit);
    }
    if (pageRows < 1 || pageRows > SchemaRules.MAX_LIMIT) {
      throw outOfRange(
          "rows of a page must be in [1, %d], got %d".formatted(SchemaRules.MAX_LIMIT, pageRows));
    }
  }

  private static ElanusException outOfRange(String message) {
    return new ElanusException(ErrorCode.OUT_OF_RANGE, message);
  }

  /** All rows in order of insertion. */
  public static QueryRequest ofAll(CollectionRef collection, List<String> outputFields) {
    return of(collection, Optional.empty(), outputFields);
  }

  /** The rows with certain keys, in the order of the keys. */
  public static QueryRequest ofKeys(
      CollectionRef collection, List<Object> keys, List<String> outputFields) {
    return of(collection, Optional.of(keys), outputFields);
  }

  private static QueryRequest of(
      CollectionRef collection, Optional<List<Object>> keys, List<String> outputFields) {
    return new QueryRequest(
        collection,
        keys,
        0,
        Long.MAX_VALUE,
        outputFields,
        STANDARD_PAGE_ROWS,
        ReadOptions.STANDARD);
  }

  /** The same behind so many rows; OUT_OF_RANGE for fewer than none. */
  public QueryRequest withOffset(long rows) {
    return new QueryRequest(collection, keys, rows, limit, outputFields, pageRows, options);
  }

  /** The same for so many rows at most; OUT_OF_RANGE for none. */
  public QueryRequest withLimit(long rows) {
    return new QueryRequest(collection, keys, offset, rows, outputFields, pageRows, options);
  }

  /** The same in pages of so many rows at most; OUT_OF_RANGE beyond [1, 16384]. */
  public QueryRequest withPageRows(int rows) {
    return new QueryRequest(collection, keys, offset, limit, outputFields, rows, options);
  }

  /** The same with a filter, partitions, consistency or a timeout. */
  public QueryRequest withOptions(ReadOptions given) {
    return new QueryRequest(collection, keys, offset, limit, outputFields, pageRows, given);
  }
}
